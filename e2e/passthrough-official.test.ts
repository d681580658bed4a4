import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { beforeAll, describe, expect, test } from 'vitest';

import { TEST_MS, until } from './harness/deadline.ts';
import { type FullClient, fullClient } from './harness/full-client.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { WAYS } from './harness/raw-client.ts';
import { official } from './harness/servers.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

/** Tools of server-everything that it has only for clients that can sample, elicit and tell roots. */
const ASKING_TOOLS = [
  'trigger-sampling-request',
  'trigger-elicitation-request',
  'trigger-url-elicitation',
  'get-roots-list',
];

describe.each(WAYS)('two copies of server-everything side by side, over %s', { timeout: TEST_MS }, (way) => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let client: FullClient;

  beforeAll(async () => {
    relay = await listen(world, { one: official('everything'), two: official('everything') });
    client = await fullClient(way, world, relay, `client-${way}`);
    await until('all tools', async () => {
      const { tools } = await client.sdk.listTools();
      const names = new Set(tools.map(({ name }) => name));
      return ASKING_TOOLS.every((name) => names.has(name) && names.has(`two__${name}`));
    });
  }, TEST_MS);

  test.each(['', 'two__'])('tools of copy "%s" work', async (prefix) => {
    expect(await client.call(`${prefix}echo`, { message: 'hello' })).toBe('Echo: hello');
    expect(await client.call(`${prefix}get-sum`, { a: 2, b: 3 })).toContain('5');
    const weather = await client.sdk.callTool({
      name: `${prefix}get-structured-content`,
      arguments: { location: 'Chicago' },
    });
    expect(weather.structuredContent).toMatchObject({ temperature: expect.any(Number) as unknown });
    const image = await client.sdk.callTool({ name: `${prefix}get-tiny-image` });
    expect(JSON.stringify(image.content)).toContain('"type":"image"');
  });

  test('prompts of both, and completions that depend on their context', async () => {
    const { prompts } = await client.sdk.listPrompts();
    const names = prompts.map(({ name }) => name);
    for (const name of ['simple-prompt', 'args-prompt', 'completable-prompt', 'resource-prompt']) {
      expect(names).toEqual(expect.arrayContaining([name, `two__${name}`]));
    }
    for (const prefix of ['', 'two__']) {
      const got = await client.sdk.getPrompt({
        name: `${prefix}args-prompt`,
        arguments: { city: 'Oslo', state: 'NO' },
      });
      expect(got.messages[0]?.content).toMatchObject({ type: 'text', text: "What's weather in Oslo, NO?" });
      const ref = { type: 'ref/prompt', name: `${prefix}completable-prompt` } as const;
      const department = await client.sdk.complete({ ref, argument: { name: 'department', value: 'S' } });
      expect(department.completion.values).toEqual(['Sales', 'Support']);
      const member = await client.sdk.complete({
        ref,
        argument: { name: 'name', value: 'D' },
        context: { arguments: { department: 'Sales' } },
      });
      expect(member.completion.values).toEqual(['David']);
      await expect(client.sdk.getPrompt({ name: `${prefix}args-prompt`, arguments: {} })).rejects.toThrow(/city/u);
    }
    await expect(client.sdk.getPrompt({ name: 'three__args-prompt' })).rejects.toMatchObject({ code: -32602 });
  });

  test('resources of both: own, by alias, by template, as text and as blob', async () => {
    const { resources } = await client.sdk.listResources();
    const own = resources.filter(({ uri }) => uri.startsWith('demo://'));
    const aliases = resources.filter(({ uri }) => uri.startsWith('mcp-relay://two/'));
    expect(own.length).toBeGreaterThan(3);
    expect(aliases).toHaveLength(own.length);
    const [first, alias] = [own[0]?.uri ?? '', aliases[0]?.uri ?? ''];
    const [text, again] = [
      await client.sdk.readResource({ uri: first }),
      await client.sdk.readResource({ uri: alias }),
    ];
    expect(again).toEqual(text);
    const { resourceTemplates } = await client.sdk.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate).toSorted()).toEqual([
      'demo://resource/dynamic/blob/{resourceId}',
      'demo://resource/dynamic/text/{resourceId}',
    ]);
    const dynamic = await client.sdk.readResource({ uri: 'demo://resource/dynamic/text/7' });
    expect(JSON.stringify(dynamic)).toContain('Resource 7: This is a plaintext resource');
    const blob = await client.sdk.readResource({ uri: 'demo://resource/dynamic/blob/8' });
    const [content] = blob.contents;
    expect(Buffer.from(content && 'blob' in content ? content.blob : '', 'base64').toString()).toContain('Resource 8');
    const completion = await client.sdk.complete({
      ref: { type: 'ref/resource', uri: 'demo://resource/dynamic/text/{resourceId}' },
      argument: { name: 'resourceId', value: '12' },
    });
    expect(completion.completion.values).toEqual(['12']);
    await expect(client.sdk.readResource({ uri: 'demo://nothing' })).rejects.toMatchObject({ code: -32002 });
  });

  test('a resource that a tool has made is read from the copy that made it', async () => {
    const data = 'data:text/plain,made%20here';
    await client.call('two__gzip-file-as-resource', { name: `${way}.gz`, data, outputType: 'resourceLink' });
    const { contents } = await client.sdk.readResource({ uri: `demo://resource/session/${way}.gz` });
    expect(contents).toHaveLength(1);
  });

  test.each(['', 'two__'])('copy "%s" samples, elicits and asks for roots', async (prefix) => {
    const sampled = await client.call(`${prefix}trigger-sampling-request`, { prompt: 'hi', maxTokens: 5 });
    expect(sampled).toContain(`sampled by client-${way}`);
    const elicited = await client.call(`${prefix}trigger-elicitation-request`);
    expect(elicited).toContain(`person at client-${way}`);
    const opened = await client.call(`${prefix}trigger-url-elicitation`, { url: 'https://sign.example/' });
    expect(opened).toMatch(/accept/iu);
    expect(await client.call(`${prefix}get-roots-list`)).toContain(`file:///roots/of/client-${way}`);
  });

  test('the error by which a server wants an address opened first passes with its data', async () => {
    const call = client.sdk.callTool({
      name: 'trigger-url-elicitation',
      arguments: { url: `https://sign.example/${way}`, errorPath: true },
    });
    await expect(call).rejects.toMatchObject({ code: -32042, data: { elicitations: [{ mode: 'url' }] } });
  });

  test('log messages and updates of resources', async () => {
    await client.sdk.setLoggingLevel('debug');
    await client.call('toggle-simulated-logging');
    await until('a log message', () => client.logged.some((text) => /level.message/iu.test(text)));
    await client.call('toggle-simulated-logging');
    const uri = 'demo://resource/dynamic/text/3';
    await client.sdk.subscribeResource({ uri });
    await client.call('toggle-subscriber-updates');
    await until('an update', () => client.updated.includes(uri));
    await client.call('toggle-subscriber-updates');
    await client.sdk.unsubscribeResource({ uri });
  });

  test('progress, and a call that is cancelled', async () => {
    const steps: number[] = [];
    const result = await client.sdk.callTool(
      { name: 'trigger-long-running-operation', arguments: { duration: 0.5, steps: 5 } },
      undefined,
      { onprogress: ({ progress }) => steps.push(progress) },
    );
    expect(JSON.stringify(result)).toContain('completed');
    // The SDK's client drops the last one where it comes together with the answer.
    expect(steps.slice(0, 4)).toEqual([1, 2, 3, 4]);
    const cancel = new AbortController();
    const call = client.sdk.callTool(
      { name: 'trigger-long-running-operation', arguments: { duration: 60, steps: 600 } },
      undefined,
      { signal: cancel.signal, onprogress: () => cancel.abort() },
    );
    await expect(call).rejects.toThrow();
    expect(await client.call('echo', { message: 'still here' })).toBe('Echo: still here');
  });
});

describe('clients of server-everything at the same time', { timeout: TEST_MS }, () => {
  test('each is asked what its own calls ask, one after the other', async () => {
    const world = worldOfTest();
    const relay = await listen(world, { one: official('everything') });
    const clients = await Promise.all(WAYS.map((way) => fullClient(way, world, relay, `client-${way}`)));
    for (const client of clients) {
      await until('the tool', async () =>
        (await client.sdk.listTools()).tools.some(({ name }) => name === ASKING_TOOLS[0]),
      );
    }
    for (const [index, client] of clients.entries()) {
      const text = await client.call('trigger-sampling-request', { prompt: 'hi' });
      expect(text).toContain(`sampled by client-${WAYS[index] ?? ''}`);
      expect(client.asked.filter((method) => method === 'sampling/createMessage')).toHaveLength(1);
    }
  });
});

describe('server-filesystem', { timeout: TEST_MS }, () => {
  test('keeps to its arguments while it is shared, whatever roots clients have', async () => {
    const world = worldOfTest();
    for (const name of ['shared', 'private']) {
      mkdirSync(world.path(name));
      writeFileSync(world.path(name, 'a.txt'), `in ${name}`);
    }
    const relay = await listen(world, { files: official('filesystem', world.path('shared')) });
    const client = await fullClient('http', world, relay, 'client');
    await until('the tool', async () =>
      (await client.sdk.listTools()).tools.some(({ name }) => name === 'read_text_file'),
    );
    await client.setRoots(pathToFileURL(world.path('private')).href);
    expect(await client.call('read_text_file', { path: world.path('shared', 'a.txt') })).toBe('in shared');
    expect(await client.call('read_text_file', { path: world.path('private', 'a.txt') })).toMatch(/denied/iu);
  });

  test('has the roots of its session where each session has its own', async () => {
    const world = worldOfTest();
    for (const name of ['http', 'sse', 'stdio']) {
      mkdirSync(world.path(name));
      writeFileSync(world.path(name, 'a.txt'), `in ${name}`);
    }
    mkdirSync(world.path('start'));
    const files = { ...official('filesystem', world.path('start')), isolation: 'session' } as const;
    const relay = await listen(world, { files });
    for (const way of WAYS) {
      const client = await fullClient(way, world, relay, `client-${way}`);
      await until('the tool', async () =>
        (await client.sdk.listTools()).tools.some(({ name }) => name === 'read_text_file'),
      );
      await client.setRoots(pathToFileURL(world.path(way)).href);
      const other = way === 'http' ? 'sse' : 'http';
      await until(
        'the roots at the server',
        async () => (await client.call('read_text_file', { path: world.path(way, 'a.txt') })) === `in ${way}`,
      );
      expect(await client.call('read_text_file', { path: world.path(other, 'a.txt') })).toMatch(/denied/iu);
    }
  });
});
