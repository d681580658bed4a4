/** Slashes as path filters are tricked with them: several, or with dots between. */
const SLASH = String.raw`[/\\]{1,6}`;

const anyOf = (...parts: readonly string[]): string => `(?:${parts.join('|')})`;
const path = (...parts: readonly string[]): string => parts.join(SLASH);

/** Files that are the proof of a traversal: nobody climbs to them by accident, though reading them plainly may be fine. */
const TARGETS = anyOf(
  path(
    'etc',
    anyOf(
      'passwd',
      'shadow',
      'gshadow',
      'group',
      'hosts?',
      'issue',
      'sudoers',
      'crontab',
      'fstab',
      'motd',
      'resolv\\.conf',
      'hostname',
      'ssh',
      'mysql',
      'nginx',
      'apache2?',
      'httpd',
      'environment',
      'os-release',
    ),
  ),
  path('proc', anyOf('self', 'version', 'cmdline', 'net', '\\d{1,6}')),
  path('var', 'log', '[\\w.-]{1,30}'),
  path('var', anyOf('www', 'mail', 'spool')),
  path('usr', 'local', '[\\w.-]{1,30}'),
  'boot\\.ini',
  'win\\.ini',
  'system\\.ini',
  'web\\.config',
  path('web-inf', '[\\w.-]{1,30}'),
  path('win(?:dows|nt)', anyOf('system32', 'repair', 'system\\.ini', 'win\\.ini', 'panther')),
  path('root', '[\\w.-]{1,30}'),
  path('home', '[\\w.*-]{1,30}', '\\.[\\w.-]{1,30}'),
  '\\.(?:ssh|aws|env|git|htpasswd|htaccess|kube|docker|bash_history|npmrc|netrc)\\b',
  'id_(?:rsa|dsa|ecdsa|ed25519)\\b',
  '(?:wp-config|configuration|config|database|settings|index)\\.(?:php|inc)',
);
export const CLIMBED_TO = new RegExp(`${TARGETS}(?![\\w-])`, 'i');

/** Names of files that hold credentials or keys; a path parameter that names one plainly is worth a question. */
const CREDENTIALS = anyOf(
  path(
    'etc',
    anyOf(
      'g?shadow',
      'sudoers(?:\\.d)?',
      'master\\.passwd',
      'security/passwd',
      'krb5\\.keytab',
      'kubernetes/admin\\.conf',
      path('ssl', 'private'),
    ),
  ),
  path('etc', 'passwd') + '-?',
  path('proc', anyOf('self', '\\d{1,7}', 'thread-self'), anyOf('environ', 'cmdline', 'mem', 'maps', 'fd', 'root')),
  path('\\.ssh', anyOf('id_[\\w-]{2,20}(?!\\.pub)', 'authorized_keys2?', '[\\w.-]{1,30}\\.pem', 'identity')),
  path('\\.aws', anyOf('credentials', 'sso')),
  path('\\.kube', 'config'),
  path('\\.docker', 'config\\.json'),
  path('\\.gnupg', '[\\w./-]{1,40}'),
  path('\\.config', anyOf('gcloud', 'gh', 'google-chrome', 'chromium', 'solana', 'op', 'rclone'), '[\\w ./-]{1,60}'),
  path('\\.azure', '[\\w./-]{1,40}'),
  '\\.(?:netrc|pgpass|my\\.cnf|git-credentials|vault-token|bash_history|zsh_history|psql_history|mysql_history|python_history|htpasswd|pypirc)',
  path('\\.(?:electrum|bitcoin|ethereum|monero|exodus)', '[\\w./-]{1,40}'),
  'wallet\\.dat',
  anyOf('Login Data', 'cookies\\.sqlite', 'logins\\.json', 'key[34]\\.db', 'Web Data'),
  path('Library', 'Keychains'),
  path('var', 'run', 'secrets', 'kubernetes\\.io'),
  path('var', 'run', 'docker\\.sock'),
  path('(?:win(?:dows|nt)|%systemroot%|%windir%)', 'system32', 'config', anyOf('sam', 'system', 'security')),
  path('win(?:dows|nt)', 'repair', anyOf('sam', 'system')),
  'ntds\\.dit',
  '[a-z]:[/\\\\]{1,4}boot\\.ini',
  path('root', '\\.[\\w.-]{1,30}'),
  '[\\w.~-]{1,40}/\\.env(?:\\.(?:local|prod|production))?(?![\\w.-])',
  path('dev', 'k?mem'),
);
export const CREDENTIAL_FILE = new RegExp(`(?:^|[/\\\\~"'\\s=:@<(])${CREDENTIALS}(?![\\w-])`, 'i');
