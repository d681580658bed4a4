import { expect, test } from 'vitest';
import { openBrowser, openerFor } from './browser.ts';

const ADDRESS = 'https://auth.example.com/authorize?a=1&b=2';

test('each system has its opener, which gets the address as one argument', () => {
  expect(openerFor('linux', { DISPLAY: ':0' }, ADDRESS)).toEqual({ program: 'xdg-open', args: [ADDRESS] });
  expect(openerFor('linux', { WAYLAND_DISPLAY: 'wayland-0' }, ADDRESS)?.program).toBe('xdg-open');
  expect(openerFor('darwin', {}, ADDRESS)).toEqual({ program: '/usr/bin/open', args: [ADDRESS] });
  const windows = openerFor('win32', { SystemRoot: 'C:\\Windows' }, ADDRESS);
  expect(windows?.program).toMatch(/System32.rundll32\.exe$/u);
  expect(windows?.args).toEqual(['url.dll,FileProtocolHandler', ADDRESS]);
});

test('without a display nothing is opened', () => {
  expect(openerFor('linux', {}, ADDRESS)).toBeUndefined();
});

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'ms-calculator:', 'app://relay/'])(
  '%s is no address for a browser',
  async (address) => {
    expect(await openBrowser(new URL(address))).toBe(false);
  },
);
