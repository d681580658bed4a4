import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { guardedFetch } from './guarded-fetch.ts';

const cleaners: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleaners.splice(0)) clean();
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleaners.push(() => server.close().closeAllConnections());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const HOME = new URL('http://127.0.0.1:1/mcp');

test('fetches from where the server itself stands', async () => {
  const port = await listen((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ path: request.url, agent: request.headers['user-agent'] }));
  });
  const response = await guardedFetch(HOME)(`http://localhost:${port}/a?b=c`);
  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/^\{"path":"\/a\?b=c","agent":"mcp-security-relay\//u);
});

test('plain http beyond this machine is not spoken', async () => {
  await expect(guardedFetch(HOME)('http://example.com/')).rejects.toThrow('is not an https address');
  await expect(guardedFetch(HOME)('file:///etc/passwd')).rejects.toThrow('is not an https address');
});

test.each(['127.0.0.1', 'localhost', '[::1]', '2130706433'])(
  'a server on the internet sends nobody to this machine (%s)',
  async (host) => {
    let asked = 0;
    const port = await listen((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    const fetch = guardedFetch(new URL('https://93.184.216.34/mcp'));
    await expect(fetch(`http://${host}:${port}/`)).rejects.toThrow(
      'is on this machine, where the server itself is not',
    );
    expect(asked).toBe(0);
  },
);

test('nor to networks that only this one knows', async () => {
  const fetch = guardedFetch(new URL('https://93.184.216.34/mcp'));
  await expect(fetch('https://10.0.0.1/')).rejects.toThrow('is on a private network');
  await expect(fetch('https://169.254.169.254/latest/')).rejects.toThrow('is on the local link');
  await expect(fetch('https://[::ffff:169.254.169.254]/')).rejects.toThrow('is on the local link');
  await expect(fetch('https://0.0.0.0/')).rejects.toThrow('is at a reserved address');
  const inHouse = guardedFetch(new URL('https://10.0.0.9/mcp'));
  await expect(inHouse('http://127.0.0.1:1/')).rejects.toThrow('is on this machine');
});

test('what the configuration names is asked wherever it stands', async () => {
  const port = await listen((_request, response) => response.end('{}'));
  const issuer = `http://127.0.0.1:${port}`;
  const fetch = guardedFetch(new URL('https://93.184.216.34/mcp'), [issuer]);
  expect((await fetch(`${issuer}/`)).status).toBe(200);
});

test('a redirect is not followed', async () => {
  let asked = 0;
  const port = await listen((_request, response) => {
    asked += 1;
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  });
  expect((await guardedFetch(HOME)(`http://127.0.0.1:${port}/`)).status).toBe(302);
  expect(asked).toBe(1);
});

test('an answer without end is cut off', async () => {
  const port = await listen((_request, response) => {
    const more = (): void => {
      if (!response.destroyed) response.write(Buffer.alloc(64 * 1024), more);
    };
    more();
  });
  await expect(guardedFetch(HOME)(`http://127.0.0.1:${port}/`)).rejects.toThrow('answers with more than');
});

test('who does not listen is named', async () => {
  await expect(guardedFetch(HOME)('http://127.0.0.1:1/')).rejects.toThrow('http://127.0.0.1:1 cannot be reached');
});
