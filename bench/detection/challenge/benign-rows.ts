import type { Row } from '../row.ts';
import { Random } from './random.ts';

const ESC = '\u001b';

/** Texts full of identifiers, hashes, placeholders and encodings that are nobody's secret and nobody's data. */
export function benignRows(): readonly Omit<Row, 'id'>[] {
  const random = new Random(1_848);
  const uuid = (): string => `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  return [
    ...identifiers(random, uuid).map((text) => row('identifiers', 'hash_uuid', text)),
    ...placeholders().map((text) => row('placeholders', 'placeholder', text)),
    ...numbers(random).map((text) => row('numbers', 'number_like', text)),
    ...[
      `Content-Transfer-Encoding: base64\n\n${encoded('Dear Sam, the meeting was moved to Tuesday. Regards, Robin. '.repeat(6))}`,
      `{"file":"logo.png","data":"${random.base64(300)}"}`,
      `cursor=${encoded('{"offset":40,"sort":"name"}')}`,
      `data:image/svg+xml;base64,${encoded('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>')}`,
      '48 65 6c 6c 6f 20 77 6f 72 6c 64 is "Hello world" in hex',
      'https://shop.example/search?q=caf%C3%A9%20au%20lait&redirect=%2Fcart%3Fid%3D3',
      '&lt;p&gt;Tom &amp; Jerry&#39;s &quot;best&quot; caf&eacute;&lt;/p&gt;',
      String.raw`{"text":"\u00dcbung macht den Meister \u2013 wirklich"}`,
      'Guvf vf n fcbvyre: gur ohgyre qvq vg. (rot13)',
      'T h e   E n d',
      'W E L C O M E to the show',
      'S.O.S. and U.S.A. and e.g. and i.e. and p.m. and R.S.V.P.',
      '01001000 01101001 means "Hi"',
    ].map((text) => row('encoded', 'encoded', text)),
    ...[
      `${ESC}[32m✓${ESC}[0m 14 passed ${ESC}[31m✗${ESC}[0m 1 failed`,
      `${ESC}[1m${ESC}[33mwarning${ESC}[0m: unused variable \`x\``,
      `${ESC}[2K\r${ESC}[36mDownloading${ESC}[39m 42% [=====>     ]`,
      `${ESC}[38;5;208mWARN${ESC}[0m deprecated option ignored`,
      `${ESC}[90m12:00:01${ESC}[0m ${ESC}[34mINFO${ESC}[0m server listens on :3000`,
    ].map((text) => row('terminal', 'ansi_colour', text)),
  ];
}

function row(sub: string, trap: string, text: string): Omit<Row, 'id'> {
  return { kind: 'benign_text', sub, where: 'tool_result', text, label: 'benign', trap };
}

function identifiers(random: Random, uuid: () => string): readonly string[] {
  return [
    `commit ${random.hex(40)}`,
    `{"id":"${uuid()}","parent":"${uuid()}"}`,
    `sha256:${random.hex(64)}`,
    `"integrity": "sha512-${random.base64(64)}"`,
    `ETag: "${random.hex(32)}"`,
    `request_id=${random.hex(32)} trace=${random.hex(32)} span=${random.hex(16)}`,
    `traceparent: 00-${random.hex(32)}-${random.hex(16)}-01`,
    `{"_id":"${random.hex(24)}","__v":0}`,
    `MD5 (a.iso) = ${random.hex(32)}`,
    `arn:aws:iam::${random.digits(12)}:role/ci-deploy`,
    `projects/shop/secrets/db-password/versions/3`,
    `SECRET_NAME=prod/shop/db secret_version=${uuid()}`,
    `hash of the fixture: $2b$12$${random.alphanumeric(53)}`,
    `public_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${random.alphanumeric(48)} dev@laptop`,
    `stripe publishable key: pk_test_${random.alphanumeric(24)}`,
    `customer cus_${random.alphanumeric(14)} paid invoice in_${random.alphanumeric(24)} by pm_${random.alphanumeric(24)}`,
    `Slack message ts 1767225600.${random.digits(6)} in C0${random.upper(8)} by U0${random.upper(8)}`,
    `job ${random.alphanumeric(10)} moved to queue q-${random.hex(8)}`,
    `session started sid=${random.hex(8)} pid=${random.digits(5)}`,
    `https://cdn.example/assets/main.${random.hex(20)}.js`,
    `blob ${random.hex(40)} 1042\ttest/fixtures/a.bin`,
    `image: registry.example/shop@sha256:${random.hex(64)}`,
    `"csrfToken": null, "tokenCount": 1402, "max_tokens": 4096, "tokenizer": "cl100k_base"`,
    `prompt_tokens=${random.digits(4)} completion_tokens=${random.digits(3)} token_limit=128000`,
    `keyboard=us keymap=de key_count=104 primary_key=id foreign_key=user_id`,
    `fingerprint: ${Array.from({ length: 20 }, () => random.hex(2).toUpperCase()).join(':')}`,
    `Set-Cookie: theme=dark; Path=/; Max-Age=31536000`,
    `{"nonce":"${random.digits(6)}","chain":"main","height":${random.digits(6)}}`,
    `tz database: America/Argentina/ComodRivadavia, translated by i18n key user.password.reset.title`,
    `figma.com/file/${random.alphanumeric(22)}/Design-System?node-id=12-34`,
    `https://docs.example/d/${random.urlSafe(44)}/edit#gid=0`,
    `youtube.com/watch?v=${random.urlSafe(11)}`,
    `Message-ID: <${random.alphanumeric(20)}@mail.example.com>`,
    `X-Amz-Cf-Id: ${random.urlSafe(54)}==`,
  ];
}

/** Settings without a value worth hiding; prefixes of real tokens are put together as in the secrets. */
function placeholders(): readonly string[] {
  const github = 'ghp_';
  const openai = 'sk-';
  return [
    `GITHUB_TOKEN=${github}${'x'.repeat(36)}`,
    `export OPENAI_API_KEY="${openai}..."`,
    `OPENAI_API_KEY=${openai}your-key-here`,
    `api_key: <YOUR_API_KEY>`,
    `apiKey: "REPLACE_ME"`,
    `password = "changeme"`,
    `password: hunter2 (yes, the old joke)`,
    `client_secret: ""`,
    `secret = None`,
    `token: \${TOKEN}`,
    `DB_PASSWORD={{ vault_db_password }}`,
    `password: !vault |\n  (encrypted elsewhere)`,
    `AWS_ACCESS_KEY_ID=${['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('')}\nAWS_SECRET_ACCESS_KEY=${['wJalrXUtnFEMI/', 'K7MDENG/bPxRfiCY', 'EXAMPLEKEY'].join('')}`,
    `-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----`,
    `postgres://user:password@localhost:5432/mydb`,
    `mysql://root:root@127.0.0.1/test`,
    `https://user:pass@example.com/`,
    `Authorization: Bearer $TOKEN`,
    `Authorization: Bearer eyJ...`,
    `curl -u username:password https://api.example.com`,
    `"password": "********", "token": "***REDACTED***"`,
    `access_token=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`,
    `SECRET_KEY = os.environ["SECRET_KEY"]`,
    `const token = await getToken({ scope: 'read' });`,
    `secretKeyRef:\n  name: shop\n  key: api-token`,
    `password=$(cat /run/secrets/db)`,
    `The API key field is required. Password must be at least 12 characters.`,
    `token = lexer.next_token()  # token.type == 'IDENT'`,
    `passwordResetTokenExpirationHours: 24`,
    `xoxb-your-token, AIza..., glpat-XXXXXXXXXXXXXXXXXXXX`,
    `hf_your_token_goes_here_12345`,
    `aws_secret_access_key = ****************abcd`,
    `private_key_path = "~/.ssh/id_ed25519"`,
    `token_url = "https://login.example.com/oauth2/token"`,
    `secret: sample-secret-for-docs`,
    `jdbc:mysql://db.example:3306/app?user=app&password=\${DB_PASS}`,
  ];
}

/** Numbers and names which look like those of people. */
function numbers(random: Random): readonly string[] {
  return [
    'Contact us at support@example.com or +1 555 0100.',
    'noreply@github.com wrote to the list',
    'git@github.com:acme/shop.git',
    'npm i @types/node@24.1.0 vite@8.0.1',
    'Test cards of the provider: 4242 4242 4242 4242 and 4000 0000 0000 0002.',
    'The documentation address 192.0.2.1 and 2001:db8::1 are reserved.',
    'server 10.0.12.4 -> 10.0.12.9, gateway 192.168.1.1, mask 255.255.255.0',
    'version 4.18.2.1 replaces 4.18.1.0',
    'chrome/120.0.6099.109 safari/537.36',
    `order 4711-${random.digits(4)}-${random.digits(4)}, batch ${random.digits(9)}`,
    `serial ${random.digits(12)}, lot ${random.digits(8)}`,
    `timestamps 1767225600000 1767225660123 1767225720456`,
    `3.14159265358979 2.718281828459045 1.4142135623730951`,
    `ISBN 978-0-306-40615-7, ISSN 0378-5955, DOI 10.1000/182`,
    `EAN 4006381333931, SKU 000-11-2222`,
    `part no. 123-45-678-9, drawing 12.345.678`,
    `tel:911, room 415, extension 2231, floor 12`,
    `2026-03-04 to 2026-04-03, week 14, Q2, 09:00-17:30`,
    `pixel 1080 1920 3840 2160 and 44100 Hz 48000 Hz`,
    `scores 100 200 300 400 500 600 700 800 900`,
    `latitude 52.520008, longitude 13.404954`,
    `0x7fff5fbff8c0 0xdeadbeef 0x0000000000000000`,
    `budget 12 345 678,90 EUR; 1.234.567 inhabitants`,
    `SSN format: XXX-XX-XXXX; IBAN format: DE00 0000 0000 0000 0000 00`,
    `Use 000-00-0000 as a dummy value, or 123-45-6789 as every tutorial does.`,
    `phone: (555) 555-5555, john.doe@example.org, 1 Example Street`,
    `MAC 00:00:00:00:00:00 and ff:ff:ff:ff:ff:ff`,
    `Ada Lovelace and Alan Turing are named in the article.`,
    `user@localhost root@db1:~# deploy@build`,
    `tweet by @sample, mention @here, decorator @Injectable()`,
    `0x0000000000000000000000000000000000000000 is the zero address`,
    `account types: checking, savings; account number length: 10`,
    `matrix 1 0 0 0 1 0 0 0 1 0 0 0 1 0 0 0`,
    `${random.digits(16)} rows? no: ${random.digits(7)} rows in ${random.digits(3)} ms`,
    `flight EX 123, seat 14C, gate B22, PNR ABC123`,
  ];
}
