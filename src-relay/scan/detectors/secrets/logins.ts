import type { WindowDetector, WindowRule } from '../../definition.ts';
import { secretDefinition } from './kind.ts';
import { isPlaceholder } from './placeholder-value.ts';
import { isSecretValue } from './secret-value.ts';
import { PASSWORD } from './setting-name.ts';

// `curl -u user:password`, `--user`, `sshpass -p`, `mysql -p...`, `redis-cli -a`, `docker login -p`.
const FLAGS: readonly RegExp[] = [
  /(?:\bcurl\b[^\n]{0,200}?|\bhttp\b[^\n]{0,60}?|\bwget\b[^\n]{0,80}?)\s(?:-u|--user|-a|--auth)[ =]{0,2}["']?[^\s:"'$]{0,60}:([^\s"':$<{][^\s"']{1,120})/dg,
  /\bsshpass\s{1,3}-p[ ]?["']?([^\s"'$-][^\s"']{3,80})/dg,
  /\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;]{0,120}?\s-p["']?([^\s"'$-][^\s"']{3,80})/dg,
  /\bredis-cli\b[^\n|;]{0,80}?\s(?:-a|--pass)\s{1,2}["']?([^\s"'$-][^\s"']{3,100})/dg,
  /\b(?:docker|podman|az|helm|oc|skopeo|ldapsearch|smbclient|mongosh?|psql)\b[^\n|;]{0,160}?\s(?:-p|-w|--password)[ =]["']?([^\s"'$-][^\s"']{3,100})/dg,
];

const commandPassword: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  for (const flag of FLAGS) {
    for (const match of window.matchAll(flag)) {
      const range = match.indices?.[1];
      const value = match[1] ?? '';
      if (range && !isPlaceholder(value) && isSecretValue(value, PASSWORD, 'line'))
        report(from + range[0], from + range[1]);
    }
  }
};

// `machine host login user password x`, `IDENTIFIED BY 'x'`, `host:5432:db:user:password`.
const LINES: readonly RegExp[] = [
  /\bmachine\s{1,4}\S{1,100}\s{1,8}login\s{1,4}\S{1,100}\s{1,8}password\s{1,4}(\S{4,120})/dgi,
  /\bidentified\s{1,3}(?:with\s{1,3}\S{1,40}\s{1,3})?by\s{1,3}(?:password\s{1,3})?["']([^"'`\s]{4,120})["']/dgi,
  /\b[A-Za-z][\w.-]{0,40}:([^\s:@"'`/]{4,80})@(?:tcp|unix)\(/dg,
  /\b(?:oracle:thin:|sqlplus\s{1,3}(?:-\w{1,2}\s)?)[\w.]{1,40}\/([^\s@"'/]{4,80})@/dgi,
  /\b(?:password|secret|key)[ \t]{1,3}[5-9][ \t]{1,3}([0-9A-Fa-f$./]{10,120})(?=\s|$)/dgi,
  /\b(?:use|with|enter|type)\s{1,3}["'`]?([^\s"'`]{6,80})["'`]?\s{1,3}as\s{1,3}(?:(?:the|your|my|a)\s{1,3})?(?:\w{1,12}\s{1,3})?(?:password|passphrase)/dgi,
  /(?:^|\n)[A-Za-z0-9.*_-]{1,100}:(?:5432|3306|\*):[^\s:]{1,60}:[^\s:]{1,60}:([^\s:]{4,120})(?=\s|$)/dg,
];

const loginLine: WindowRule = (text, from, to, report) => {
  const window = text.slice(from, to);
  for (const line of LINES) {
    for (const match of window.matchAll(line)) {
      const range = match.indices?.[1];
      const value = match[1] ?? '';
      if (range && !isPlaceholder(value) && isSecretValue(value, PASSWORD, 'line'))
        report(from + range[0], from + range[1]);
    }
  }
};

/** Passwords on command lines, in login files and statements. */
export const LOGIN_SECRETS: readonly WindowDetector[] = [
  {
    definition: secretDefinition({
      id: 'command-password',
      severity: 'medium',
      title: 'password on a command line',
      placeholder: 'PASSWORD',
      keywords: [
        'curl ',
        'wget ',
        'sshpass',
        'mysql ',
        'mysqldump',
        'mysqladmin',
        'mariadb',
        'redis-cli',
        'docker login',
        'podman login',
        'az login',
        'helm registry',
        'smbclient',
        'ldapsearch',
        'oc login',
        'mongosh',
        'http -a',
      ],
      window: { before: 1, after: 420 },
      match: [
        'curl -u deploy:hY7quayLk2 https://x.example',
        'sshpass -p mK7quay! ssh host',
        'mysql -u root -pmK7quay9 db',
      ],
      // oxlint-disable-next-line no-template-curly-in-string
      noMatch: [
        'curl -u user:password https://x.example',
        'curl -u "${USER}:${PASS}" https://x.example',
        'mysql -u root -p db',
      ],
    }),
    window: commandPassword,
  },
  {
    definition: secretDefinition({
      id: 'login-line',
      severity: 'medium',
      title: 'password in a login file or statement',
      placeholder: 'PASSWORD',
      keywords: [
        'machine ',
        'identified ',
        ':5432:',
        ':3306:',
        ':*:*:',
        '@tcp(',
        '@unix(',
        'oracle:thin:',
        'sqlplus ',
        'password 7',
        'password 5',
        'secret 5',
        'secret 9',
        'key 7 ',
        'as the password',
        'as password',
        'as your password',
        'as my password',
      ],
      window: { before: 130, after: 430 },
      match: [
        'app:hY7quayLk2@tcp(db:3306)/shop',
        'username bob password 7 0822455D0A16',
        'please use hY7-quay! as the password',
        'machine git.example.com login deploy password hY7quayLk2',
        "CREATE USER app IDENTIFIED BY 'hY7quayLk2'",
      ],
      noMatch: ['machine learning login page password reset', "IDENTIFIED BY 'password'"],
    }),
    window: loginLine,
  },
];
