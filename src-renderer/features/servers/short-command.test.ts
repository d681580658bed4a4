import { expect, test } from 'vitest';
import { shortCommand } from './short-command.ts';

test('long paths are cut to their last part', () => {
  expect(shortCommand('/usr/local/bin/node /home/me/servers/files/index.js --root /a/b/data')).toBe(
    'node …/index.js --root …/data',
  );
  expect(shortCommand(String.raw`C:\Tools\node.exe C:\servers\files.js`)).toBe('node.exe …/files.js');
});

test('what is short, a package or an address stays', () => {
  for (const text of [
    'npx -y @modelcontextprotocol/server-filesystem /data',
    './server',
    'https://example.com/a/b/mcp',
    'uvx mcp-server-git --repository "/a folder/of mine"',
    '',
  ]) {
    expect(shortCommand(text)).toBe(text);
  }
});
