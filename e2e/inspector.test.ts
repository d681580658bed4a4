import { beforeAll, describe, expect, test } from 'vitest';

import { TEST_MS } from './harness/deadline.ts';
import { type InspectorTarget, inspect, inspectorTarget } from './harness/inspector.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { overHttp } from './harness/mcp-client.ts';
import { sampleFolder } from './harness/sample-folder.ts';
import { official } from './harness/servers.ts';
import { worldOfSuite } from './harness/world.ts';

const TARGETS: readonly InspectorTarget[] = ['stdio', 'sse', 'mcp'];

describe.each(TARGETS)('mcp-inspector --cli over %s', { timeout: TEST_MS }, (way) => {
  const world = worldOfSuite();
  const sample = sampleFolder(world);
  let relay: ListeningRelay;
  let target: readonly string[];

  beforeAll(async () => {
    relay = await listen(world, { files: official('filesystem', sample.folder) });
    await (await overHttp(world, relay)).waitForTools('read_text_file');
    target = inspectorTarget(world, way, relay);
  }, TEST_MS);

  const read = (path: string) =>
    inspect(
      world,
      target,
      '--method',
      'tools/call',
      '--tool-name',
      'read_text_file',
      '--tool-args-json',
      JSON.stringify({ path }),
    );

  test('lists the tools', async () => {
    const names = (await inspect(world, target, '--method', 'tools/list')).tools?.map((tool) => tool.name) ?? [];
    expect(names).toContain('read_text_file');
    expect(names).toContain('write_file');
    expect(names.at(-1)).toBe('list_downstream_servers_info');
  });

  test('reads the sample file with a placeholder in place of the token', async () => {
    const result = await read(sample.settings);
    const masked = sample.settingsText.replace(sample.token, '<HUGGINGFACE_TOKEN>');
    expect(result.content).toEqual([{ type: 'text', text: masked }]);
    expect(result.structuredContent).toEqual({ content: masked });
  });

  test('gets the injected document as a block with a reason', async () => {
    const result = await read(sample.document);
    expect(result.isError).toBe(true);
    expect(result.content?.[0]?.text).toMatch(/^AISEC_SECURITY_BLOCK:\s*Unsafe Response: \S+/);
  });
});
