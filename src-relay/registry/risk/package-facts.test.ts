import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PackageFacts } from './package-facts.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.parse('2026-06-01T00:00:00Z');
let server: Server;
let address: string;
let asked: string[];
let answers: Map<string, { status?: number; body: string }>;

beforeEach(async () => {
  asked = [];
  answers = new Map();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers.get(request.url ?? '');
    response.writeHead(answer ? (answer.status ?? 200) : 404, { 'content-type': 'application/json' });
    response.end(answer?.body ?? '{"error":"Not found"}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a listening TCP server's address is one
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A package's document as the registry's contract describes it. */
function document(created: number, more: object = {}): string {
  return JSON.stringify({
    _id: 'p',
    name: 'p',
    'dist-tags': { latest: '1.1.0' },
    versions: { '1.0.0': { name: 'p', version: '1.0.0' }, '1.1.0': { name: 'p', version: '1.1.0' } },
    time: { created: new Date(created).toISOString(), modified: new Date(created).toISOString() },
    maintainers: [{ name: 'somebody', email: 'somebody@example.org' }],
    license: 'MIT',
    repository: { type: 'git', url: 'git+https://example.org/p.git' },
    ...more,
  });
}
const textsOf = (facts: PackageFacts, name: string): string[] | undefined =>
  facts.partsOf(name)?.map(({ points, text }) => `${points} ${text}`);

test('an old package that many use has nothing against it, and is asked for once', async () => {
  answers.set('/@scope%2fp', { body: document(NOW - 900 * DAY_MS) });
  answers.set('/downloads/point/last-week/@scope/p', { body: '{"downloads":123456,"package":"@scope/p"}' });
  const facts = new PackageFacts({ registry: `${address}/`, downloads: address });
  expect(facts.partsOf('@scope/p')).toBeUndefined();
  await Promise.all([facts.look('@scope/p', NOW), facts.look('@scope/p', NOW)]);
  await facts.look('@scope/p', NOW + 3_600_000);
  expect(textsOf(facts, '@scope/p')).toEqual([expect.stringMatching(/^0 .*nothing against it/u)]);
  expect(asked).toHaveLength(2);
});

test('what speaks against a package is said, each with its points', async () => {
  const versions = { '1.1.0': { deprecated: 'use another one' } };
  const body = document(NOW - 3 * DAY_MS, { versions, license: undefined, repository: undefined, maintainers: [] });
  answers.set('/p', { body });
  answers.set('/downloads/point/last-week/p', { body: '{"downloads":7}' });
  const facts = new PackageFacts({ registry: address, downloads: address });
  await facts.look('p', NOW);
  const texts = textsOf(facts, 'p')?.join('\n');
  for (const words of ['3 days ago', '7 downloads', 'deprecated', 'source', 'licence', 'maintains']) {
    expect(texts).toContain(words);
  }
});

test('a name that nobody has taken counts against it', async () => {
  const facts = new PackageFacts({ registry: address, downloads: undefined });
  await facts.look('none', NOW);
  expect(textsOf(facts, 'none')).toEqual([expect.stringContaining('-35')]);
});

test.each([
  ['an error', { status: 500, body: '{}' }],
  ['no JSON', { body: '<html>' }],
  ['something else', { body: '[1]' }],
])('%s leaves a package unknown, and it is asked again later', async (_, answer) => {
  answers.set('/p', answer);
  const facts = new PackageFacts({ registry: address, downloads: undefined });
  await facts.look('p', NOW);
  expect(facts.partsOf('p')).toBeUndefined();
  answers.set('/p', { body: document(NOW - 900 * DAY_MS) });
  await facts.look('p', NOW + 60_000);
  expect(facts.partsOf('p')).toBeUndefined();
  await facts.look('p', NOW + 3_600_000);
  expect(facts.partsOf('p')).toHaveLength(1);
});
