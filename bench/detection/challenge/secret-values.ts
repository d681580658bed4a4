import { crc32 } from 'node:zlib';
import type { Random } from './random.ts';

/** A made-up credential. `shown` is what stands in the text; what has to be masked out of it is `secret`. */
export interface SecretValue {
  readonly shown: string;
  readonly secret: string;
}

/** One kind of credential: the name it usually goes by and how a value is put together. */
export interface SecretKind {
  readonly sub: string;
  /** Name of the setting that holds it; where the value alone cannot be told from a hash, only this gives it away. */
  readonly setting: string;
  readonly value: (random: Random) => string | SecretValue;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** GitHub's and npm's tokens end in six digits of base 62: the CRC-32 of what stands before them. */
function withChecksum(prefix: string, random: Random): string {
  const body = random.alphanumeric(30);
  let rest = crc32(body);
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = (BASE62[rest % 62] ?? '') + digits;
    rest = Math.floor(rest / 62);
  }
  return prefix + body + digits;
}

function jwt(random: Random): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: random.digits(8), iat: 1_760_000_000 + random.below(1_000_000), scope: 'read write' };
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${random.urlSafe(43)}`;
}

function pem(label: string, lines: number): (random: Random) => SecretValue {
  return (random) => {
    const body = Array.from({ length: lines }, () => random.base64(48));
    const dashes = '-'.repeat(5);
    const shown = `${dashes}BEGIN ${label}${dashes}\n${body.join('\n')}\n${dashes}END ${label}${dashes}`;
    return { shown, secret: body[1] ?? shown };
  };
}

function url(scheme: string, rest: string): (random: Random) => SecretValue {
  return (random) => {
    const secret = random.alphanumeric(18);
    return { shown: `${scheme}://svc_app:${secret}@${rest}`, secret };
  };
}

const simple = (sub: string, setting: string, value: SecretKind['value']): SecretKind => ({ sub, setting, value });

/** Kinds whose value shows what it is. */
export const KNOWN_SECRETS: readonly SecretKind[] = [
  simple('aws_access_key', 'AWS_ACCESS_KEY_ID', (r) => 'AKIA' + r.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)),
  simple('aws_temporary_key', 'aws_access_key_id', (r) => 'ASIA' + r.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)),
  simple('github_personal', 'GITHUB_TOKEN', (r) => withChecksum('ghp_', r)),
  simple('github_oauth', 'GH_TOKEN', (r) => withChecksum('gho_', r)),
  simple('github_app', 'INSTALLATION_TOKEN', (r) => withChecksum('ghs_', r)),
  simple('github_fine_grained', 'GITHUB_PAT', (r) => `github_pat_${r.alphanumeric(22)}_${r.alphanumeric(59)}`),
  simple('gitlab', 'GITLAB_TOKEN', (r) => 'glpat-' + r.urlSafe(20)),
  simple('gitlab_runner', 'RUNNER_TOKEN', (r) => 'glrt-' + r.urlSafe(20)),
  simple('slack_bot', 'SLACK_BOT_TOKEN', (r) => `xoxb-${r.digits(12)}-${r.digits(13)}-${r.alphanumeric(24)}`),
  simple('slack_user', 'SLACK_TOKEN', (r) => `xoxp-${r.digits(12)}-${r.digits(12)}-${r.digits(13)}-${r.hex(32)}`),
  simple('slack_webhook', 'SLACK_WEBHOOK_URL', (r) => {
    const secret = r.alphanumeric(24);
    return { shown: `https://hooks.slack.com/services/T${r.upper(8)}/B${r.upper(10)}/${secret}`, secret };
  }),
  simple('stripe_live', 'STRIPE_SECRET_KEY', (r) => 'sk_live_' + r.alphanumeric(24)),
  simple('stripe_restricted', 'STRIPE_KEY', (r) => 'rk_live_' + r.alphanumeric(99)),
  simple('stripe_webhook', 'STRIPE_WEBHOOK_SECRET', (r) => 'whsec_' + r.alphanumeric(32)),
  simple('openai_project', 'OPENAI_API_KEY', (r) => `sk-proj-${r.urlSafe(74)}T3BlbkFJ${r.urlSafe(74)}`),
  simple('openai_legacy', 'OPENAI_KEY', (r) => `sk-${r.alphanumeric(20)}T3BlbkFJ${r.alphanumeric(20)}`),
  simple('anthropic', 'ANTHROPIC_API_KEY', (r) => `sk-ant-api03-${r.urlSafe(93)}AA`),
  simple('google_api', 'GOOGLE_MAPS_KEY', (r) => 'AIza' + r.urlSafe(35)),
  simple('google_oauth_secret', 'GOOGLE_CLIENT_SECRET', (r) => 'GOCSPX-' + r.urlSafe(28)),
  simple('npm', 'NPM_TOKEN', (r) => withChecksum('npm_', r)),
  simple('pypi', 'TWINE_PASSWORD', (r) => 'pypi-AgEIcHlwaS5vcmc' + r.urlSafe(150)),
  simple('rubygems', 'GEM_HOST_API_KEY', (r) => 'rubygems_' + r.hex(48)),
  simple('sendgrid', 'SENDGRID_API_KEY', (r) => `SG.${r.urlSafe(22)}.${r.urlSafe(43)}`),
  simple('mailgun', 'MAILGUN_API_KEY', (r) => 'key-' + r.hex(32)),
  simple('mailchimp', 'MAILCHIMP_API_KEY', (r) => `${r.hex(32)}-us${1 + r.below(20)}`),
  simple('telegram_bot', 'TELEGRAM_BOT_TOKEN', (r) => `${1 + r.below(8)}${r.digits(9)}:AA${r.urlSafe(33)}`),
  simple('discord_webhook', 'DISCORD_WEBHOOK', (r) => {
    const secret = r.urlSafe(68);
    return { shown: `https://discord.com/api/webhooks/1${r.digits(18)}/${secret}`, secret };
  }),
  simple('huggingface', 'HF_TOKEN', (r) => 'hf_' + r.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 34)),
  simple('digitalocean', 'DIGITALOCEAN_TOKEN', (r) => 'dop_v1_' + r.hex(64)),
  simple('shopify', 'SHOPIFY_ACCESS_TOKEN', (r) => 'shpat_' + r.hex(32)),
  simple('square', 'SQUARE_ACCESS_TOKEN', (r) => 'sq0atp-' + r.urlSafe(22)),
  simple('databricks', 'DATABRICKS_TOKEN', (r) => 'dapi' + r.hex(32)),
  simple('atlassian', 'JIRA_API_TOKEN', (r) => 'ATATT3xFfGF0' + r.urlSafe(171) + '=' + r.hex(8).toUpperCase()),
  simple('azure_storage', 'AZURE_STORAGE_CONNECTION_STRING', (r) => {
    const secret = r.base64(64);
    return {
      shown: `DefaultEndpointsProtocol=https;AccountName=shopdata;AccountKey=${secret};EndpointSuffix=core.windows.net`,
      secret,
    };
  }),
  simple('azure_client_secret', 'AZURE_CLIENT_SECRET', (r) => `${r.alphanumeric(3)}8Q~${r.urlSafe(34)}`),
  simple('jwt', 'SESSION_TOKEN', jwt),
  simple('linear', 'LINEAR_API_KEY', (r) => 'lin_api_' + r.alphanumeric(40)),
  simple('notion', 'NOTION_TOKEN', (r) => 'ntn_' + r.digits(11) + r.alphanumeric(35)),
  simple('figma', 'FIGMA_TOKEN', (r) => 'figd_' + r.urlSafe(40)),
  simple('postman', 'POSTMAN_API_KEY', (r) => `PMAK-${r.hex(24)}-${r.hex(34)}`),
  simple('new_relic', 'NEW_RELIC_API_KEY', (r) => 'NRAK-' + r.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 27)),
  simple('grafana', 'GRAFANA_TOKEN', (r) => 'glsa_' + r.alphanumeric(32) + '_' + r.hex(8)),
  simple('sentry', 'SENTRY_AUTH_TOKEN', (r) => 'sntryu_' + r.hex(64)),
  simple('doppler', 'DOPPLER_TOKEN', (r) => 'dp.pt.' + r.alphanumeric(43)),
  simple('vault', 'VAULT_TOKEN', (r) => 'hvs.' + r.urlSafe(90)),
  simple('terraform', 'TFE_TOKEN', (r) => `${r.alphanumeric(14)}.atlasv1.${r.urlSafe(67)}`),
  simple('pulumi', 'PULUMI_ACCESS_TOKEN', (r) => 'pul-' + r.hex(40)),
  simple('age', 'AGE_KEY', (r) => 'AGE-SECRET-KEY-1' + r.from('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)),
  simple('airtable', 'AIRTABLE_TOKEN', (r) => `pat${r.alphanumeric(14)}.${r.hex(64)}`),
  simple('supabase', 'SUPABASE_ACCESS_TOKEN', (r) => 'sbp_' + r.hex(40)),
  simple('replicate', 'REPLICATE_API_TOKEN', (r) => 'r8_' + r.alphanumeric(37)),
  simple('groq', 'GROQ_API_KEY', (r) => 'gsk_' + r.alphanumeric(52)),
  simple('perplexity', 'PPLX_API_KEY', (r) => 'pplx-' + r.alphanumeric(48)),
  simple('openrouter', 'OPENROUTER_API_KEY', (r) => 'sk-or-v1-' + r.hex(64)),
  simple('planetscale', 'PLANETSCALE_TOKEN', (r) => 'pscale_tkn_' + r.urlSafe(43)),
  simple(
    'dynatrace',
    'DT_API_TOKEN',
    (r) => `dt0c01.${r.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 24)}.${r.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 64)}`,
  ),
  simple('typeform', 'TYPEFORM_TOKEN', (r) => 'tfp_' + r.urlSafe(44) + '_' + r.urlSafe(14)),
  simple('netlify', 'NETLIFY_AUTH_TOKEN', (r) => 'nfp_' + r.alphanumeric(36)),
  simple('database_url', 'DATABASE_URL', url('postgres', 'db.internal.corp:5432/shop')),
  simple('mongodb_url', 'MONGO_URI', url('mongodb+srv', 'cluster0.ab1cd.mongodb.net/app?retryWrites=true')),
  simple('redis_url', 'REDIS_URL', url('redis', 'cache.internal.corp:6379/0')),
  simple('amqp_url', 'AMQP_URL', url('amqps', 'rabbit.internal.corp/vhost')),
  simple('https_userinfo', 'PACKAGE_INDEX', url('https', 'packages.corp-internal.io/simple/')),
];

/** Keys of several lines. */
export const PRIVATE_KEYS: readonly SecretKind[] = [
  simple('private_key_rsa', 'TLS_KEY', pem(`RSA PRIVATE KEY`, 6)),
  simple('private_key_pkcs8', 'SIGNING_KEY', pem(`PRIVATE KEY`, 5)),
  simple('private_key_ec', 'EC_KEY', pem(`EC PRIVATE KEY`, 3)),
  simple('private_key_openssh', 'DEPLOY_KEY', pem(`OPENSSH PRIVATE KEY`, 5)),
  simple('private_key_encrypted', 'KEY_FILE', pem(`ENCRYPTED PRIVATE KEY`, 5)),
];

/** Kinds that are known by their setting's name only. */
export const NAMED_SECRETS: readonly SecretKind[] = [
  simple('aws_secret_key', 'AWS_SECRET_ACCESS_KEY', (r) => r.base64(30)),
  simple('generic_password', 'DB_PASSWORD', (r) => `${r.alphanumeric(7)}!${r.alphanumeric(5)}%${r.digits(2)}`),
  simple('generic_password', 'admin_password', (r) => r.alphanumeric(14)),
  simple('generic_api_key', 'API_KEY', (r) => r.alphanumeric(32)),
  simple('generic_api_key', 'service_api_key', (r) => r.hex(40)),
  simple('generic_secret', 'CLIENT_SECRET', (r) => r.urlSafe(43)),
  simple('generic_secret', 'SESSION_SECRET', (r) => r.hex(64)),
  simple('generic_token', 'AUTH_TOKEN', (r) => r.alphanumeric(36)),
  simple('generic_token', 'access_token', (r) => r.urlSafe(48)),
  simple('cloudflare', 'CLOUDFLARE_API_TOKEN', (r) => r.urlSafe(40)),
  simple('datadog', 'DATADOG_API_KEY', (r) => r.hex(32)),
  simple('twilio', 'TWILIO_AUTH_TOKEN', (r) => r.hex(32)),
  simple('encryption_key', 'ENCRYPTION_KEY', (r) => r.base64(32)),
];
