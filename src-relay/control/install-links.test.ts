import { expect, test } from 'vitest';
import { installLinks } from './install-links.ts';

const COMMAND = { program: '/opt/a folder/node', args: ['/opt/a folder/bridge.cjs'] };

test('an app that opens its link finds the command that the relay would write into its file, and no secret', () => {
  const [cursor, vscode] = installLinks(COMMAND);
  const query = new URL(cursor?.href ?? '').searchParams;
  expect(query.get('name')).toBe('mcp-security-relay');
  expect(JSON.parse(Buffer.from(query.get('config') ?? '', 'base64').toString('utf8'))).toEqual({
    command: COMMAND.program,
    args: [...COMMAND.args, 'connect', '--client', 'cursor'],
  });
  const [start, entry] = (vscode?.href ?? '').split('?');
  expect(start).toBe('vscode:mcp/install');
  expect(JSON.parse(decodeURIComponent(entry ?? ''))).toEqual({
    name: 'mcp-security-relay',
    command: COMMAND.program,
    args: [...COMMAND.args, 'connect', '--client', 'vscode'],
  });
});
