import type { TextDetector, WindowDetector } from '../../definition.ts';
import { AI_KINDS } from './ai.ts';
import { BARE_SECRETS } from './bare.ts';
import { CHAT_KINDS } from './chat.ts';
import { CLOUD_KINDS } from './clouds.ts';
import { CONNECTION_STRINGS } from './connection-strings.ts';
import { ASSIGNED_SECRET, NAMED_SECRET, SERVICE_KEY } from './generic.ts';
import { HOSTING_KINDS } from './hosting.ts';
import { HTTP_CREDENTIALS } from './http-auth.ts';
import { LOGIN_SECRETS } from './logins.ts';
import { OPERATIONS_KINDS } from './operations.ts';
import { PASSWORD_HASHES } from './password-hash.ts';
import { PAYMENT_KINDS } from './payments.ts';
import { PLATFORM_KINDS } from './platforms.ts';
import { PRIVATE_KEYS } from './private-keys.ts';
import { REGISTRY_KINDS } from './registries.ts';
import { SERVICE_KINDS } from './services.ts';
import { SOURCE_HOST_KINDS } from './source-hosts.ts';
import { VAULT_KINDS } from './vaults.ts';

/** Every detector of secrets beside the twelve kinds of the `basic` plug-in that looks around keywords. */
export const SECRET_WINDOWS: readonly WindowDetector[] = [
  ...SOURCE_HOST_KINDS,
  ...CLOUD_KINDS,
  ...HOSTING_KINDS,
  ...VAULT_KINDS,
  ...PAYMENT_KINDS,
  ...CHAT_KINDS,
  ...AI_KINDS,
  ...REGISTRY_KINDS,
  ...OPERATIONS_KINDS,
  ...SERVICE_KINDS,
  ...PLATFORM_KINDS,
  ...PRIVATE_KEYS,
  ...CONNECTION_STRINGS,
  ...HTTP_CREDENTIALS,
  ...LOGIN_SECRETS,
  ...PASSWORD_HASHES,
  ASSIGNED_SECRET,
  SERVICE_KEY,
];

/** Those that look at a whole text. */
export const SECRET_TEXTS: readonly TextDetector[] = [...BARE_SECRETS, NAMED_SECRET];
