import { expect, test } from 'vitest';
import { isLoopbackHost, isSecure, networkScope } from './network-scope.ts';

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.0.9', 'loopback'],
  ['::1', 'loopback'],
  ['[::1]', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'loopback'],
  ['10.1.2.3', 'private'],
  ['172.31.0.1', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'private'],
  ['fd00::1', 'private'],
  ['::ffff:10.0.0.1', 'private'],
  ['169.254.169.254', 'link-local'],
  ['::ffff:169.254.169.254', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['0.0.0.0', 'reserved'],
  ['::', 'reserved'],
  ['224.0.0.1', 'reserved'],
  ['255.255.255.255', 'reserved'],
  ['64:ff9b::7f00:1', 'reserved'],
  ['2002:7f00:1::', 'reserved'],
  ['::127.0.0.1', 'reserved'],
  ['8.8.8.8', 'public'],
  ['2606:4700::1111', 'public'],
  ['no address', 'reserved'],
])('%s is %s', (address, scope) => {
  expect(networkScope(address)).toBe(scope);
});

test('only names that can be nothing but this machine are', () => {
  for (const host of ['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.1', '[::1]']) {
    expect(isLoopbackHost(host), host).toBe(true);
  }
  for (const host of ['localhost.example.com', '127.0.0.1.example.com', 'loopback', '10.0.0.1', 'example.com']) {
    expect(isLoopbackHost(host), host).toBe(false);
  }
});

test('credentials go over https, or stay on this machine', () => {
  for (const url of ['https://example.com/mcp', 'http://localhost:1/', 'http://[::1]:1/', 'http://2130706433/']) {
    expect(isSecure(new URL(url)), url).toBe(true);
  }
  for (const url of ['http://example.com/', 'http://192.168.1.1/', 'ftp://localhost/', 'file:///etc/passwd']) {
    expect(isSecure(new URL(url)), url).toBe(false);
  }
});
