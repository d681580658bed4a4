import { describe, expect, it } from 'vitest';
import { ItemScanner } from '../../item-scan.ts';
import { definitionsOf, LOCAL_RULES } from '../../registry.ts';
import { SECRET_TEXTS, SECRET_WINDOWS } from './index.ts';
import { alnum, base64, hex } from './samples.ts';

const definitions = [...SECRET_WINDOWS, ...SECRET_TEXTS].map((detector) => detector.definition);
const scanner = new ItemScanner({ ...LOCAL_RULES, families: [], scored: [], signals: [], ciphers: [] });
const found = (text: string): string[] =>
  scanner
    .scanText(text, 'response')
    .filter(({ kind }) => kind === 'secret')
    .map(({ start, end }) => text.slice(start, end));

describe('the kinds of secrets', () => {
  it('are these', () => {
    expect(definitions.map(({ id }) => id.replace('secret.', '')).join(' ')).toBe(
      [
        'gitlab-token gitlab-runner-registration-token gitlab-trigger-token gitlab-feed-token bitbucket-app-password',
        'bitbucket-server-token bitbucket-access-token atlassian-api-token sourcegraph-token gitea-actions-token',
        'azure-devops-token codecov-token github-oauth-client-secret aws-secret-key aws-secret-key-beside-id',
        'aws-session-token aws-bedrock-key aws-mws-token gcp-oauth-client-secret gcp-oauth-token gcp-refresh-token',
        'azure-storage-key azure-shared-access-key azure-sas-signature azure-service-key alibaba-access-key-id',
        'alibaba-secret-key docker-swarm-token tencent-secret-id volcengine-access-key ibm-cloud-key yandex-cloud-key',
        'digitalocean-token digitalocean-spaces-key cloudflare-token cloudflare-origin-ca-key cloudflare-api-key',
        'fastly-token heroku-api-key flyio-token vercel-token netlify-token render-token scaleway-secret-key',
        'hetzner-token scalingo-token openshift-token databricks-token planetscale-token supabase-key neon-key',
        'mongodb-atlas-secret clickhouse-cloud-key database-service-key tailscale-key defined-networking-key',
        'ngrok-token hashicorp-terraform-token hashicorp-vault-token vault-legacy-token pulumi-token doppler-token',
        'onepassword-service-token onepassword-secret-key age-secret-key stripe-secret-key stripe-webhook-secret',
        'square-token paypal-braintree-token shopify-token razorpay-key flutterwave-key plaid-token gocardless-token',
        'easypost-key duffel-token shippo-token paddle-key adyen-key polar-token mercury-token crypto-private-key',
        'seed-phrase octopus-key slack-token slack-webhook discord-webhook telegram-bot-token google-chat-webhook',
        'automation-webhook twilio-auth-token sendgrid-key mailgun-key mailchimp-key mail-service-token brevo-key',
        'messagebird-key firebase-server-key intercom-token anthropic-key openai-key openrouter-key llm-tracing-key',
        'model-provider-key groq-key perplexity-key xai-key replicate-token huggingface-org-token nvidia-key',
        'pinecone-key search-service-key elevenlabs-key model-host-key model-provider-setting google-ai-agent-key',
        'posthog-key platform-secret-key convex-key npm-token npmrc-auth pypi-token rubygems-token clojars-token',
        'crates-token nuget-key nuget-config-password docker-token artifactory-key package-registry-token',
        'gem-server-credential circleci-token buildkite-token build-service-token harness-token prefect-key',
        'infracost-key new-relic-key datadog-key grafana-token sentry-token sentry-dsn dynatrace-token sonar-token',
        'snyk-token sumo-logic-key honeycomb-key launchdarkly-key feature-flag-secret incident-service-key',
        'logging-token deploy-token asana-token beamer-token contentful-token dropbox-token figma-token frameio-token',
        'linear-key lob-key notion-token postman-key readme-key settlemint-token site-service-key typeform-token',
        'support-desk-key trello-token nocodb-bitly-token adobe-client-secret authress-key facebook-token',
        'facebook-app-token hubspot-token intra42-secret linkedin-secret mapbox-token maxmind-key okta-token',
        'rapidapi-key salesforce-token twitter-access-token api-key-header laravel-app-key cloudinary-secret',
        'wireguard-key kraken-key private-key putty-private-key private-jwk address-password basic-credential',
        'bearer-token session-cookie command-password login-line password-hash assigned service-key discord-bot-token',
        'airtable-token twilio-api-key twitter-bearer-token named',
      ].join(' '),
    );
  });

  it('have names of their own', () => {
    const ids = definitionsOf(LOCAL_RULES).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { placeholder } of definitions) expect(placeholder).toMatch(/^[A-Z0-9]+(?:_[A-Z0-9]+)*$/);
  });

  it('have keywords long enough to cost little', () => {
    const short = definitions.flatMap(({ keywords }) => keywords.filter((keyword) => keyword.length < 3));
    expect(short).toEqual([]);
  });
});

describe('a private key', () => {
  const begin = ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' ');
  const end = ['-----END', 'RSA PRIVATE KEY-----'].join(' ');
  const body = [1, 2, 3].map((seed) => base64(64, 300 + seed)).join('\n');

  it('is found whole, with its headers, and twice', () => {
    const key = `${begin}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${hex(32).toUpperCase()}\n\n${body}\n${end}`;
    expect(found(`a\n${key}\nb\n${key}\n`)).toEqual([key, key]);
  });

  it('is found where its end or its middle is missing', () => {
    expect(found(`log: ${begin}\n${body}`)).toEqual([`${begin}\n${body}`]);
    expect(found(`${begin}\n${body}\n\nNext section: é`)[0]).toContain(body);
  });

  it('is not a placeholder or a mention', () => {
    expect(found(`${begin}\n...\n${end}`)).toEqual([]);
    expect(found(`A key starts with ${begin} and ends with ${end}.`)).toEqual([]);
  });

  it('is found in base64', () => {
    const data = Buffer.from(`${begin}\n${body}\n${end}\n`).toString('base64');
    expect(found(`client-key-data: ${data}\n`)).toContain(data);
  });
});

describe('a token of a known form', () => {
  it('is not what manuals fill in', () => {
    for (const text of ['x'.repeat(36), 'X'.repeat(36), '0'.repeat(36)]) expect(found(`ghp_${text}`)).toEqual([]);
    expect(found(['AKIA', 'IOSFODNN7', 'EXAMPLE'].join(''))).toEqual([]);
    expect(found(`sk_live_${'x'.repeat(24)}`)).toEqual([]);
  });

  it('names the placeholder, whatever name it is given to', () => {
    const token = `gho_${alnum(36, 310)}`;
    const findings = scanner.scanText(`token = "${token}"`, 'response');
    const best = findings.filter(({ severity }) => severity === 'high').map(({ placeholder }) => placeholder);
    expect(best).toEqual(['GITHUB_OAUTH_TOKEN']);
  });
});
