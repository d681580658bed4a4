import { beforeAll, describe, expect, test } from 'vitest';

import { attack, headOf } from './harness/attack.ts';
import { type Calm, calm, witness } from './harness/calm.ts';
import { controlToken } from './harness/control-client.ts';
import { TEST_MS } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { ROUTES, type Route } from './harness/listener-routes.ts';
import { BEARER, rawHttp } from './harness/raw-http.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { TOKEN } from './harness/relay.ts';
import { worldOfSuite } from './harness/world.ts';

const FOREIGN = 'foreign Host or Origin';
const FOREIGN_PAGE = 'page of another site';
const OTHER_ADDRESS = 'another address than a path';

/** Ways to write a Host that is not this relay's, or that two readers could take for two; `{port}` is its port. */
const HOSTS: readonly (readonly string[])[] = [
  [],
  ['Host:'],
  ['Host: 127.0.0.1'],
  ['Host: localhost'],
  ['Host: 127.0.0.1:'],
  ['Host: :{port}'],
  ['Host: 127.0.0.1:1'],
  ['Host: 127.0.0.1:80'],
  ['Host: 127.0.0.1:0{port}'],
  ['Host: 127.0.0.1:{port}0'],
  ['Host: 127.0.0.1:+{port}'],
  ['Host: 127.0.0.1:{port}:{port}'],
  ['Host: 127.0.0.1..:{port}'],
  ['Host: attacker.example'],
  ['Host: attacker.example:{port}'],
  ['Host: localhost.attacker.example:{port}'],
  ['Host: 127.0.0.1.attacker.example:{port}'],
  ['Host: 127.0.0.1:{port}.attacker.example'],
  ['Host: notlocalhost:{port}'],
  ['Host: localhost@attacker.example:{port}'],
  ['Host: user@127.0.0.1:{port}'],
  ['Host: user:word@localhost:{port}'],
  ['Host: attacker.example#127.0.0.1:{port}'],
  ['Host: 127.0.0.1:{port}/'],
  ['Host: http://127.0.0.1:{port}'],
  ['Host: 127.0.0.1:{port}, attacker.example'],
  ['Host: 127.0.0.1:{port} attacker.example'],
  ['Host: 127.0.0.1:{port}\tattacker.example'],
  ['Host: local%68ost:{port}'],
  ['Host: local\xc2\xadhost:{port}'],
  ['Host: \xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1:{port}'],
  // The same address as numbers of other bases, or with parts left out.
  ['Host: 2130706433:{port}'],
  ['Host: 017700000001:{port}'],
  ['Host: 0177.0.0.1:{port}'],
  ['Host: 0x7f000001:{port}'],
  ['Host: 0x7f.0.0.1:{port}'],
  ['Host: 127.1:{port}'],
  ['Host: 127.0.1:{port}'],
  ['Host: 127.000.000.001:{port}'],
  ['Host: 127.0.0.2:{port}'],
  ['Host: 0:{port}'],
  ['Host: 0.0.0.0:{port}'],
  ['Host: ::1:{port}'],
  ['Host: [::1]'],
  ['Host: [::1:{port}'],
  ['Host: [::]:{port}'],
  ['Host: [::1%lo]:{port}'],
  ['Host: [::1%25lo]:{port}'],
  ['Host: [0:0:0:0:0:0:0:1]:{port}'],
  ['Host: [::127.0.0.1]:{port}'],
  ['Host: [::ffff:127.0.0.1]:{port}'],
  ['Host: [::ffff:7f00:1]:{port}'],
  ['Host: 127.0.0.1:{port}', 'Host: attacker.example:{port}'],
  ['Host: attacker.example:{port}', 'Host: 127.0.0.1:{port}'],
  ['Host: 127.0.0.1:{port}', 'hOST: 127.0.0.1:{port}'],
];

const ORIGINS: readonly (readonly string[])[] = [
  ['Origin:'],
  ['Origin: null'],
  ['Origin: NULL'],
  ['Origin: *'],
  ['Origin: https://attacker.example'],
  ['Origin: http://attacker.example:{port}'],
  ['Origin: http://127.0.0.1'],
  ['Origin: http://127.0.0.1:1'],
  ['Origin: http://localhost:1'],
  ['Origin: https://127.0.0.1:{port}'],
  ['Origin: ws://127.0.0.1:{port}'],
  ['Origin: file://'],
  ['Origin: app://relay'],
  ['Origin: chrome-extension://abcdefghijklmnopabcdefghijklmnop'],
  ['Origin: moz-extension://01234567-89ab-cdef-0123-456789abcdef'],
  ['Origin: safari-web-extension://01234567-89ab-cdef-0123-456789abcdef'],
  ['Origin: vscode-webview://0123456789'],
  ['Origin: about:blank'],
  ['Origin: blob:http://127.0.0.1:{port}/0123'],
  ['Origin: http://127.0.0.1:{port}/'],
  ['Origin: http://127.0.0.1:{port}/mcp'],
  ['Origin: //127.0.0.1:{port}'],
  ['Origin: 127.0.0.1:{port}'],
  ['Origin: http://user@127.0.0.1:{port}'],
  ['Origin: http://127.0.0.1:{port}@attacker.example'],
  ['Origin: http://127.0.0.1:{port}.attacker.example'],
  ['Origin: http://127.0.0.1.attacker.example:{port}'],
  ['Origin: http://localhost.:{port}'],
  ['Origin: http://2130706433:{port}'],
  ['Origin: http://0x7f.0.0.1:{port}'],
  ['Origin: http://0.0.0.0:{port}'],
  ['Origin: http://[::ffff:127.0.0.1]:{port}'],
  ['Origin: http://127.0.0.1:{port} http://attacker.example'],
  ['Origin: http://127.0.0.1:{port}', 'Origin: http://attacker.example'],
  ['Origin: http://attacker.example', 'Origin: http://127.0.0.1:{port}'],
  ['Origin: http://127.0.0.1:{port}', 'oRIGIN: http://127.0.0.1:{port}'],
];

/** What browsers say of requests that pages of other sites make them send, for which they name no Origin. */
const SITES: readonly (readonly string[])[] = [
  ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image'],
  ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: script'],
  ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: empty'],
  ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe'],
  ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: embed'],
  ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: websocket', 'Sec-Fetch-Dest: empty'],
  ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'],
  ['Sec-Fetch-Site:'],
];

/** Whoever makes a browser fetch ahead, no person has asked for it. */
const AHEAD: readonly (readonly string[])[] = [
  ['Sec-Purpose: prefetch'],
  ['Sec-Purpose: prefetch;prerender', 'Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'],
  ['Purpose: prefetch', 'Sec-Fetch-Site: same-origin'],
];

describe('a request that is refused by its head', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let peace: Calm;
  /** How often something was tried, by what the log should say of it. */
  const tries = new Map<string, number>();
  const count = (reason: string, times: number): Map<string, number> =>
    tries.set(reason, (tries.get(reason) ?? 0) + times);
  const port = (): number => Number(new URL(relay.info.baseUrl).port);
  const lines = (given: readonly string[]): readonly string[] =>
    given.map((line) => line.replaceAll('{port}', String(port())));

  /** A request with every right that the route could ask for: only its head can be what is wrong with it. */
  function wholeRequest({ method, path, right }: Route, head: readonly string[], version = '1.1'): string {
    const body = method === 'POST' ? bodyOf(path) : '';
    const about = [
      `Authorization: Bearer ${right === 'control' ? controlToken(world) : TOKEN}`,
      'Accept: application/json, text/event-stream',
      ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
    ];
    return headOf(`${method} ${path} HTTP/${version}`, ...lines(head), ...about) + body;
  }

  async function refusedEverywhere(head: readonly string[], reason: string, version?: string): Promise<void> {
    for (const route of ROUTES) {
      const answer = await attack(port(), wholeRequest(route, head, version));
      const where = `${route.method} ${route.path}`;
      expect(answer.status, where).toBe(403);
      expect(answer.head, where).not.toMatch(/access-control|set-cookie|mcp-session-id/iu);
      expect(answer.body, where).toMatch(/^\{"detail":"[^"]+"\}$/u);
    }
    count(reason, ROUTES.length);
  }

  beforeAll(async () => {
    relay = await listen(world, { witness: witness(world) });
    peace = await calm(world, relay);
  }, TEST_MS);

  test('any Host but the own one', async () => {
    for (const host of HOSTS) await refusedEverywhere(host, FOREIGN);
  });

  test('no Host, in the versions of HTTP that need none', async () => {
    await refusedEverywhere([], FOREIGN, '1.0');
    const answer = await attack(port(), 'GET /health\r\n\r\n');
    expect(answer.status).toBe(403);
    count(FOREIGN, 1);
  });

  test('any Origin but the own one', async () => {
    for (const origin of ORIGINS) await refusedEverywhere(['Host: 127.0.0.1:{port}', ...origin], FOREIGN);
  });

  test('a request by a page of another site, whose browser names no Origin', async () => {
    for (const site of SITES) await refusedEverywhere(['Host: 127.0.0.1:{port}', ...site], FOREIGN_PAGE);
  });

  test('a request that a browser makes ahead of a person', async () => {
    for (const ahead of AHEAD) await refusedEverywhere(['Host: 127.0.0.1:{port}', ...ahead], 'ahead of a person');
  });

  test('an Origin behind two thousand other headers', async () => {
    const padding = Array.from({ length: 2100 }, () => 'a:');
    await refusedEverywhere(['Host: 127.0.0.1:{port}', ...padding, 'Origin: http://attacker.example'], FOREIGN);
  });

  test('a target that is no path', async () => {
    for (const origin of [
      'http://attacker.example',
      'http://127.0.0.1:{port}',
      'HTTP://LOCALHOST:{port}',
      'https://127.0.0.1:{port}',
    ]) {
      for (const route of ROUTES) {
        const path = `${lines([origin]).join('')}${route.path}`;
        const answer = await attack(port(), wholeRequest({ ...route, path }, ['Host: 127.0.0.1:{port}']));
        expect(answer.status, path).toBe(403);
      }
      count(OTHER_ADDRESS, ROUTES.length);
    }
    expect((await attack(port(), headOf('OPTIONS * HTTP/1.1', ...lines(['Host: 127.0.0.1:{port}'])))).status).toBe(403);
    count(OTHER_ADDRESS, 1);
  });

  test('a preflight: no answer lets another origin in', async () => {
    const asked = [
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: authorization,content-type,mcp-session-id',
      'Access-Control-Request-Private-Network: true',
    ];
    for (const { path } of ROUTES) {
      const first = `OPTIONS ${path} HTTP/1.1`;
      for (const [origin, status] of [
        ['http://attacker.example', [403]],
        ['null', [403]],
        ['http://127.0.0.1:{port}', [401, 405]],
      ] as const) {
        const answer = await attack(
          port(),
          headOf(first, ...lines(['Host: 127.0.0.1:{port}', `Origin: ${origin}`]), ...asked),
        );
        expect(status, `${first} ${origin}`).toContain(answer.status);
        expect(answer.head).not.toMatch(/access-control/iu);
      }
    }
    count(FOREIGN, 2 * ROUTES.length);
    count('no token', 9);
    count('for management', 3);
  });

  test('each of these stands in the log, and nothing else has happened', () => peace.holds(Object.fromEntries(tries)));

  test('an answer that was asked for from the own origin says nothing to others either', async () => {
    const headers = { ...BEARER, origin: `http://127.0.0.1:${port()}`, 'content-type': 'application/json' };
    for (const { method, path } of ROUTES) {
      const body = method === 'POST' ? { body: '{}' } : {};
      const answer = await rawHttp(`${relay.info.baseUrl}${path}`, { method, headers, ...body, headersOnly: true });
      const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
      expect(names, `${method} ${path}`).toEqual([]);
    }
  });

  test('the same requests with the own Host, Origin and site get in: it was the head that kept the others out', async () => {
    for (const [index, host] of [
      '127.0.0.1:{port}',
      'LocalHost:{port}',
      'localhost.:{port}',
      '[::1]:{port}',
      '\t127.0.0.1:{port} \t',
    ].entries()) {
      const answer = await attack(port(), headOf('GET /health HTTP/1.1', ...lines([`Host: ${host}`])));
      expect(answer.status, `${index} ${host}`).toBe(200);
    }
    const own = ['Host: 127.0.0.1:{port}', 'Origin: http://localhost:{port}', 'Sec-Fetch-Site: same-origin'];
    const statuses = [];
    for (const route of ROUTES.filter(({ right }) => right === 'client')) {
      const answer = await attack(port(), wholeRequest(route, own));
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 400, 400, 200, 200, 404, 404, 404, 404]);
  });
});

function bodyOf(path: string): string {
  if (path.startsWith('/control/')) return '{"minutes":5}';
  return `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${INITIALIZE_PARAMS}}`;
}
