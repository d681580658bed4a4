import { describe, expect, test } from 'vitest';

import { TEST_MS } from './harness/deadline.ts';
import { listenWith } from './harness/listening-relay.ts';
import { overHttp, overStdio } from './harness/mcp-client.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

const echo = fixture('echo');
const two = { left: fixture('twin', 'left', 'one'), right: fixture('twin', 'right', 'two') };

describe('the configuration', { timeout: TEST_MS }, () => {
  test('may have comments and trailing commas, and variables in args, cwd and env', async () => {
    const world = worldOfTest();
    const [script = ''] = echo.args ?? [];
    const text = `{
      // a comment
      "mcpServers": {
        "echo": { /* another */
          "command": ${JSON.stringify(echo.command)},
          "args": ["\${E2E_DIR}/echo.ts"],
          "cwd": "$E2E_DIR",
          "env": { "E2E_VALUE": "<\${E2E_WORD}>" },
        },
      },
      "kept": 1,
    }`;
    const env = { E2E_DIR: script.replace(/\/echo\.ts$/, ''), E2E_WORD: 'otter' };
    const client = await overHttp(world, await listenWith(world, world.write('c.json', text), { env }));
    await client.waitForTools('environment');
    const environment: unknown = JSON.parse((await client.call('environment')).text);
    expect(environment).toMatchObject({ E2E_VALUE: '<otter>' });
    expect(environment).not.toHaveProperty('MCP_RELAY_TOKEN');
    expect(environment).not.toHaveProperty('E2E_WORD');
  });

  test('may be YAML, named by MCP_RELAY_CONFIG_FILE', async () => {
    const world = worldOfTest();
    const file = world.write(
      'servers.yaml',
      `# comment\nmcpServers:\n  echo:\n    command: ${JSON.stringify(echo.command)}\n    args: ${JSON.stringify(echo.args)}\n`,
    );
    const client = await overStdio(world, [], { MCP_RELAY_CONFIG_FILE: file });
    await client.waitForTools('echo');
    expect((await client.call('echo')).isError).toBe(false);
  });

  test('a server that is not enabled is not started', async () => {
    const world = worldOfTest();
    const servers = { ...two, right: { ...two.right, enabled: false } };
    const config = writeConfig(world, { mcpServers: servers });
    const client = await overStdio(world, ['--config-file', config]);
    expect(await client.waitForTools('one')).not.toContain('two');
  });

  test('a missing variable is named', async () => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: { a: { ...echo, cwd: '$E2E_NOT_SET' } } });
    const result = await runRelay(world, ['--config-file', config]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('E2E_NOT_SET');
    expect(result.stderr).toContain('mcpServers.a.cwd');
  });

  const limit = 'MCP_RELAY_MAX_MCP_SERVERS';
  test.each([
    { wins: 'the file over the default', file: 1, dotenv: '', env: {}, args: [], code: 2 },
    { wins: '.env over the file', file: 5, dotenv: `${limit}=1\n`, env: {}, args: [], code: 2 },
    { wins: 'the environment over .env', file: 1, dotenv: `${limit}=1\n`, env: { [limit]: '5' }, args: [], code: 0 },
    {
      wins: 'the command line over all',
      file: 1,
      dotenv: `${limit}=1\n`,
      env: { [limit]: '1' },
      args: ['--max-mcp-servers', '2'],
      code: 0,
    },
  ])('$wins', async ({ file, dotenv, env, args, code }) => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpRelay: { maxMcpServers: file }, mcpServers: two });
    world.write('.env', dotenv);
    const result = await runRelay(world, ['--config-file', config, ...args], { env });
    expect(result.code, result.stderr).toBe(code);
  });
});
