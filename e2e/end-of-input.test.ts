import { describe, expect, test } from 'vitest';

import { TEST_MS } from './harness/deadline.ts';
import { INITIALIZE_PARAMS } from './harness/raw-stdio.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { fixture } from './harness/servers.ts';
import { worldOfTest } from './harness/world.ts';

describe('a client that says all it has to say at once', { timeout: TEST_MS }, () => {
  test('gets every answer before the relay ends', async () => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: { echo: fixture('echo') } });
    const input = [
      `{"jsonrpc":"2.0","id":1,"method":"initialize","params":${INITIALIZE_PARAMS}}`,
      '{"jsonrpc":"2.0","method":"notifications/initialized"}',
      '{"jsonrpc":"2.0","id":2,"method":"tools/list"}',
      '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"echo","arguments":{"a":1}}}',
    ];
    const { code, stdout } = await runRelay(world, ['--config-file', config], { input: `${input.join('\n')}\n` });
    expect(code).toBe(0);
    const answers = stdout.split('\n').filter((line) => /"id":[123][,}]/.test(line));
    expect(answers).toHaveLength(3);
    expect(answers.find((line) => line.includes('"id":2'))).toContain('"echo"');
    expect(answers.find((line) => line.includes('"id":3'))).not.toContain('AISEC_');
  });
});
