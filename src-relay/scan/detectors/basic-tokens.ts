import type { DetectorDefinition, WindowDetector, WindowRule } from '../definition.ts';
import { jwtRule } from './jwt.ts';
import { windowPattern } from './window-pattern.ts';

/**
 * The twelve token kinds of the `basic` plug-in. A token of the right form is reported whatever its checksum says:
 * these are the relay's promise. Lookarounds keep a token-like part of a longer word from being cut out of it.
 */

// Examples are put together at run time: a complete token in the source would trip the push protection of code hosts.
const alnum = (length: number, seed = 'x7Qm2KpT9wZ4bN8cVr5hJ3sLd6fGy1'): string => seed.repeat(9).slice(0, length);
const upper = (length: number): string => 'Q7XK2MZP4TWN6BVR'.repeat(3).slice(0, length);
const hex = (length: number): string => '3fa94c07be12d586'.repeat(5).slice(0, length);
const uuid = [hex(8), hex(4), hex(4), hex(4), hex(12)].join('-');
const jwt = (part: string): string => ['eyJ' + 'hbGciOiJIUzI1NiJ9', 'eyJ' + 'zdWIiOiIxMjM0NTY3ODkwIn0', part].join('.');

interface Token {
  readonly id: string;
  readonly placeholder: string;
  readonly title: string;
  readonly keywords: readonly string[];
  readonly longest: number;
  readonly match: readonly string[];
  readonly noMatch: readonly string[];
  readonly rule: WindowRule;
}

function token(spec: Token): WindowDetector {
  const definition: DetectorDefinition = {
    id: `secret.${spec.id}`,
    kind: 'secret',
    severity: 'high',
    directions: ['definition', 'request', 'response'],
    keywords: spec.keywords,
    traits: [],
    // Before: the host name of a webhook stands in front of its keyword.
    window: { before: 80, after: spec.longest + 8 },
    placeholder: spec.placeholder,
    title: spec.title,
    explanation: `The text holds what has the exact form of this: ${spec.title}. Anybody who has it can use it.`,
    examples: { match: spec.match, noMatch: spec.noMatch },
  };
  return { definition, window: spec.rule };
}

const word = (source: string): WindowRule =>
  windowPattern(new RegExp(`(?<![A-Za-z0-9])(?:${source})(?![A-Za-z0-9_])`, 'g'));

const github = (
  id: string,
  placeholder: string,
  title: string,
  prefixes: readonly string[],
  source: string,
): WindowDetector =>
  token({
    id,
    placeholder,
    title,
    keywords: prefixes.map((prefix) => `${prefix}_`),
    longest: 1200,
    match: prefixes.map((prefix) => `token: ${prefix}_` + alnum(36)),
    noMatch: prefixes.flatMap((prefix) => [
      `${prefix}_` + alnum(35),
      `${prefix}_` + alnum(37),
      `x${prefix}_` + alnum(36),
    ]),
    rule: word(source),
  });

export const BASIC_TOKENS: readonly WindowDetector[] = [
  token({
    id: 'azure-client-secret',
    placeholder: 'AZURE_KEY',
    title: 'Microsoft Entra (Azure AD) client secret',
    keywords: ['q~'],
    longest: 50,
    match: ['secret=' + alnum(3) + '8Q~' + alnum(34)],
    noMatch: [alnum(3) + '8Q~' + alnum(20), alnum(3) + 'xQ~' + alnum(34)],
    rule: windowPattern(
      /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{30,33}[A-Za-z0-9_~-](?![A-Za-z0-9_~-])/g,
    ),
  }),
  github(
    'github-app-token',
    'GITHUB_APP_TOKEN',
    'GitHub app token',
    ['ghu', 'ghs', 'ghr'],
    String.raw`(?:ghu|ghs|ghr)_[A-Za-z0-9]{36}|ghs_\d{1,12}_eyJ[A-Za-z0-9_.-]{30,1100}`,
  ),
  token({
    id: 'github-fine-grained-token',
    placeholder: 'GITHUB_FINE_GRAINED_TOKEN',
    title: 'GitHub fine-grained personal access token',
    keywords: ['github_pat_'],
    longest: 93,
    match: ['github_pat_' + alnum(22) + '_' + alnum(59)],
    noMatch: ['github_pat_' + alnum(40), 'github_pat_' + alnum(22) + '_' + alnum(60)],
    rule: word('github_pat_[A-Za-z0-9_]{82}'),
  }),
  github('github-oauth-token', 'GITHUB_OAUTH_TOKEN', 'GitHub OAuth access token', ['gho'], 'gho_[A-Za-z0-9]{36}'),
  github(
    'github-personal-access-token',
    'GITHUB_PERSONAL_ACCESS_TOKEN',
    'GitHub personal access token',
    ['ghp'],
    'ghp_[A-Za-z0-9]{36}',
  ),
  token({
    id: 'gcp-api-key',
    placeholder: 'GCP_API_KEY',
    title: 'Google Cloud API key',
    keywords: ['aiza'],
    longest: 39,
    match: ['key=AIza' + alnum(35), '"AIza' + alnum(34) + '-"'],
    noMatch: ['AIza' + alnum(30), 'AIza' + alnum(36), 'xAIza' + alnum(35)],
    rule: windowPattern(/(?<![A-Za-z0-9_])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g),
  }),
  token({
    id: 'aws-access-key',
    placeholder: 'AWS_ACCESS_KEY',
    title: 'AWS access key id',
    keywords: ['akia', 'asia', 'abia', 'acca', 'a3t'],
    longest: 20,
    match: ['AKIA' + upper(16), 'credential=ASIA' + upper(16) + '/20260101', 'A3TX' + upper(16)],
    noMatch: ['AKIA' + upper(15), 'AKIA' + upper(17), 'akia' + upper(16), 'Asia is a continent'],
    rule: word('(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}'),
  }),
  token({
    id: 'jwt',
    placeholder: 'JWT_TOKEN',
    title: 'JSON Web Token',
    keywords: ['eyj'],
    longest: 200,
    match: ['Bearer ' + jwt(alnum(43)), jwt('')],
    noMatch: ['eyJ' + 'hbGciOiJIUzI1NiJ9', jwt(alnum(43)).replace('.eyJ', '.abc'), 'x' + jwt(alnum(43))],
    rule: jwtRule,
  }),
  token({
    id: 'gitlab-session-cookie',
    placeholder: 'GITLAB_SESSION_TOKEN',
    title: 'GitLab session cookie',
    keywords: ['_gitlab_session'],
    longest: 80,
    match: ['Cookie: _gitlab_session=' + hex(32) + '; path=/', '"_gitlab_session": "' + hex(32) + '"'],
    noMatch: ['_gitlab_session=' + hex(31), '_gitlab_session=' + hex(40), 'the _gitlab_session cookie'],
    rule: windowPattern(/_gitlab_session["']?\s{0,3}[=:]\s{0,3}["']?([0-9a-z]{32})(?![A-Za-z0-9_])/dg, 1),
  }),
  token({
    id: 'huggingface-token',
    placeholder: 'HUGGINGFACE_TOKEN',
    title: 'Hugging Face access token',
    keywords: ['hf_'],
    longest: 37,
    match: ['hf_' + 'abcdEFGHijklMNOPqrstUVWXyzabCDEFgh', 'HF_TOKEN=hf_' + alnum(34)],
    noMatch: ['hf_' + alnum(33), 'hf_' + alnum(35), 'selfhf_' + alnum(34)],
    rule: word('hf_[A-Za-z0-9]{34}'),
  }),
  token({
    id: 'microsoft-teams-webhook',
    placeholder: 'MICROSOFT_TEAMS_WEBHOOK',
    title: 'Microsoft Teams incoming webhook address',
    keywords: ['webhook.office.com', 'outlook.office.com/webhook', 'outlook.office365.com/webhook'],
    longest: 330,
    match: ['https://acme.webhook.office.com/webhookb2/' + `${uuid}@${uuid}/IncomingWebhook/` + `${hex(32)}/${uuid}`],
    noMatch: ['https://acme.webhook.office.com/webhookb2/your-webhook', 'see webhook.office.com for help'],
    rule: windowPattern(
      /https:\/\/(?:[A-Za-z0-9-]{1,63}\.webhook\.office\.com\/webhookb2|outlook\.office(?:365)?\.com\/webhook)\/[A-Za-z0-9-]{36}@[A-Za-z0-9-]{36}\/IncomingWebhook\/[A-Za-z0-9]{32}\/[A-Za-z0-9-]{36}(?:\/[A-Za-z0-9_-]{1,80})?(?![A-Za-z0-9_-])/gi,
    ),
  }),
  token({
    id: 'slack-app-token',
    placeholder: 'SLACK_APP_TOKEN',
    title: 'Slack app-level token',
    keywords: ['xapp-'],
    longest: 200,
    match: ['xapp-1-' + 'A052FGTS2DL-' + '5171572773297-' + hex(64)],
    noMatch: ['xapp-1-' + 'A052FGTS2DL', 'xapp-server-1', 'my-xapp-config'],
    rule: windowPattern(/(?<![A-Za-z0-9_])xapp-\d{1,2}-[A-Z0-9]{1,30}-\d{1,20}-[a-z0-9]{1,128}(?![A-Za-z0-9])/gi),
  }),
];
