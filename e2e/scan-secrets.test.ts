import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { TEST_MS } from './harness/deadline.ts';
import { runRelay } from './harness/relay.ts';
import { worldOfTest } from './harness/world.ts';

const ANSWER = z.looseObject({ id: z.string(), verdict: z.string(), masked: z.string().optional() });

// Drawn, so that no token-shaped text stands in the repository.
const pick = (alphabet: string, length: number): string =>
  Array.from({ length }, (_, i) => alphabet[(i * 7 + ((i * i) % 11) * 5) % alphabet.length]).join('');
const BASE62 = 'q7Vx2KdR9mTzB4wLh8NcYp3Gs6JfWu5AeZoXi1QtHvPkDbMrSyCgFnUlEjOa';
const HEX = '9c04ab7d1f8e2563';

interface Row {
  readonly id: string;
  readonly where: 'tool_result' | 'tool_args' | 'tool_description';
  readonly text: string;
  /** What must be gone; nothing else may be. */
  readonly secret?: string;
}

const privateKey = [
  ['-----BEGIN', 'PRIVATE KEY-----'].join(' '),
  pick(`${BASE62}+/`, 64),
  pick(`${BASE62}/+`, 48),
  ['-----END', 'PRIVATE KEY-----'].join(' '),
].join('\n');
const stripe = ['sk', 'live', pick(BASE62, 24)].join('_');
const gitlab = ['glpat', pick(BASE62, 20)].join('-');
const apiKey = pick(BASE62, 32);
const hexKey = pick(HEX, 40);

const ROWS: readonly Row[] = [
  { id: 'env', where: 'tool_result', text: 'A=1\nDB_PASSWORD=kV9!zeta-Quill\nB=2', secret: 'kV9!zeta-Quill' },
  { id: 'yaml', where: 'tool_result', text: `gitlab:\n  token: ${gitlab}\n  url: x`, secret: gitlab },
  { id: 'url', where: 'tool_args', text: 'postgres://app:Lz4-pebble@db:5432/shop', secret: 'Lz4-pebble' },
  { id: 'key in JSON', where: 'tool_args', text: JSON.stringify({ apiKey, n: 1 }), secret: apiKey },
  {
    id: 'password in JSON',
    where: 'tool_args',
    text: JSON.stringify({ db: { password: 'Raven-2031' } }),
    secret: 'Raven-2031',
  },
  {
    id: 'header',
    where: 'tool_args',
    text: JSON.stringify({ cmd: `curl -H "X-Auth-Token: ${hexKey}" u` }),
    secret: hexKey,
  },
  { id: 'prose', where: 'tool_result', text: 'The staging password is mO7-juniper4.', secret: 'mO7-juniper4' },
  { id: 'escaped', where: 'tool_result', text: JSON.stringify({ t: JSON.stringify({ key: stripe }) }), secret: stripe },
  { id: 'pem', where: 'tool_result', text: `key:\n${privateKey}\nend`, secret: privateKey },
  { id: 'template', where: 'tool_result', text: 'password: {{ .Values.password }}\ntoken: <your-token>' },
  { id: 'hash', where: 'tool_result', text: `commit ${hexKey}\nsha256:${pick(HEX, 64)}` },
  {
    id: 'schema',
    where: 'tool_description',
    text: JSON.stringify({
      name: 'login',
      description: 'Signs in with a password or an API token.',
      inputSchema: {
        type: 'object',
        properties: {
          password: { type: 'string', description: 'Password, at least 12 characters' },
          max_tokens: { default: 4096 },
        },
      },
    }),
  },
];

describe('secrets in mcp-relay scan --jsonl', { timeout: TEST_MS }, () => {
  test('are masked exactly, and what only looks like one is left alone', async () => {
    const input = ROWS.map(({ id, where, text }) => `${JSON.stringify({ id, where, text })}\n`).join('');
    const result = await runRelay(worldOfTest(), ['scan', '--jsonl'], { input });
    expect(result.code, result.stderr).toBe(0);
    const lines = result.stdout.split('\n').filter((line) => line !== '');
    const answers = new Map(lines.map((line) => ANSWER.parse(JSON.parse(line))).map((answer) => [answer.id, answer]));
    for (const { id, text, secret } of ROWS) {
      const answer = answers.get(id);
      expect(answer?.verdict, id).toBe(secret === undefined ? 'allow' : 'mask');
      if (secret === undefined) continue;
      const masked = answer?.masked ?? '';
      const [before = '', after = ''] = text.split(secret);
      expect(masked.startsWith(before) && masked.endsWith(after), `${id}: ${masked}`).toBe(true);
      expect(masked.slice(before.length, masked.length - after.length), id).toMatch(/^<[A-Z0-9_]+>$/);
    }
  });
});
