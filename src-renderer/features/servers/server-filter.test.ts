import { expect, test } from 'vitest';
import type { Server } from '../../../src-relay/control/contract.ts';
import { serversWith } from './server-filter.ts';

const server = (name: string, startedAs: string, description: string | null = null): Server => ({
  name,
  kind: 'stdio',
  startedAs,
  runs: null,
  description,
  status: 'ready',
  statusSince: 0,
  reason: null,
  enabled: true,
  hidden: false,
  internal: false,
  toolsOn: 0,
  toolsTotal: 0,
  signIn: null,
  risk: null,
  held: false,
  allowed: false,
  package: null,
  claims: null,
});

const servers = [server('files', 'npx files'), server('GitHub', 'https://example.com/mcp', 'Issues and pulls')];
const names = (text: string): string[] => serversWith(servers, text).map((one) => one.name);

test('servers are found by name, command and description', () => {
  expect(names('')).toEqual(['files', 'GitHub']);
  expect(names(' git ')).toEqual(['GitHub']);
  expect(names('NPX')).toEqual(['files']);
  expect(names('pulls')).toEqual(['GitHub']);
  expect(names('nothing')).toEqual([]);
});
