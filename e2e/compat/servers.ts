import { findChromium } from '../harness/chromium.ts';
import type { World } from '../harness/create-world.ts';
import { fromRepository } from '../harness/repository.ts';
import { sampleFolderOf } from './clients/answers.ts';
import { installedScript } from './install.ts';
import { MODEL_WORDS, PERSON_WORDS, type Plan } from './operations.ts';
import { type CompatServer, script } from './server.ts';
import type { Front } from './target.ts';

function official(name: string): string {
  return fromRepository(`node_modules/@modelcontextprotocol/server-${name}/dist/index.js`);
}

function ofProduct(name: string): { package: string; folder: string } {
  return { package: `@modelcontextprotocol/server-${name}`, folder: '.' };
}

export const SAMPLE_FILE = 'sample.txt';
export const SAMPLE_TEXT = 'A line of the sample file';

const everything: CompatServer = {
  name: 'everything',
  from: ofProduct('everything'),
  attached: 'stdio',
  stdio: (world) => script(world, [official('everything')]),
  listeners: [
    (_world, port) => ({
      args: [official('everything'), 'streamableHttp'],
      env: { PORT: String(port) },
      paths: { mcp: '/mcp' },
    }),
    (_world, port) => ({
      args: [official('everything'), 'sse'],
      env: { PORT: String(port) },
      paths: { sse: '/sse' },
    }),
  ],
  plan: () => ({
    list: {
      tools: ['echo', 'get-sum'],
      resources: ['demo://resource/static/document/features.md'],
      prompts: ['simple-prompt', 'args-prompt'],
    },
    call: { tool: 'echo', args: { message: 'a b' }, answers: /Echo: a b/ },
    read: { uri: 'demo://resource/static/document/structure.md', answers: /src/ },
    prompt: { name: 'args-prompt', args: { city: 'Paris' }, answers: /Paris/ },
    subscribe: {
      uri: 'demo://resource/dynamic/text/1',
      change: { tool: 'toggle-subscriber-updates', args: {} },
      again: { tool: 'toggle-subscriber-updates', args: {} },
    },
    sample: { tool: 'trigger-sampling-request', args: { prompt: 'a word' }, answers: new RegExp(MODEL_WORDS) },
    elicit: { tool: 'trigger-elicitation-request', args: {}, answers: new RegExp(PERSON_WORDS) },
  }),
};

const filesystem: CompatServer = {
  name: 'filesystem',
  from: ofProduct('filesystem'),
  attached: 'stdio',
  stdio: (world) => script(world, [official('filesystem'), sampleFolderOf(world)]),
  plan: (world) => ({
    list: { tools: ['read_text_file', 'write_file', 'list_directory'] },
    call: {
      tool: 'read_text_file',
      args: { path: world.path('sample', SAMPLE_FILE) },
      answers: new RegExp(SAMPLE_TEXT),
    },
  }),
};

const memory: CompatServer = {
  name: 'memory',
  from: ofProduct('memory'),
  attached: 'stdio',
  stdio: (world) => script(world, [official('memory')], { MEMORY_FILE_PATH: world.path('memory.jsonl') }),
  plan: () => ({
    list: { tools: ['create_entities', 'read_graph'], resources: ['memory://knowledge-graph'] },
    call: { tool: 'open_nodes', args: { names: ['nobody'] }, answers: /entities/ },
    read: { uri: 'memory://knowledge-graph', answers: /entities/ },
    subscribe: {
      uri: 'memory://knowledge-graph',
      change: { tool: 'delete_entities', args: { entityNames: ['nobody'] } },
    },
  }),
};

const sequentialThinking: CompatServer = {
  name: 'sequential-thinking',
  from: { package: '@modelcontextprotocol/server-sequential-thinking' },
  attached: 'stdio',
  stdio: (world) => script(world, [installedScript('@modelcontextprotocol/server-sequential-thinking/dist/index.js')]),
  plan: () => ({
    list: { tools: ['sequentialthinking'] },
    call: {
      tool: 'sequentialthinking',
      args: { thought: 'One and one', nextThoughtNeeded: false, thoughtNumber: 1, totalThoughts: 1 },
      answers: /thoughtHistoryLength/,
    },
    // It counts the thoughts of its process.
    unsteady: ['call'],
  }),
};

const PLAYWRIGHT = installedScript('@playwright/mcp/cli.js');

function playwrightArgs(world: World): readonly string[] {
  const chromium = findChromium();
  const browser = chromium === undefined ? [] : ['--executable-path', chromium];
  return ['--headless', '--no-sandbox', '--isolated', '--output-dir', world.path('playwright'), ...browser];
}

const playwright: CompatServer = {
  name: 'playwright',
  from: { package: '@playwright/mcp' },
  attached: 'sse',
  stdio: (world) => script(world, [PLAYWRIGHT, ...playwrightArgs(world)]),
  listeners: [
    (world, port) => ({
      // It takes its own address for `localhost` alone.
      args: [PLAYWRIGHT, ...playwrightArgs(world), '--allowed-hosts', '*', '--port', String(port)],
      paths: { mcp: '/mcp', sse: '/sse' },
    }),
  ],
  plan: () => ({
    list: { tools: ['browser_navigate', 'browser_snapshot', 'browser_click'] },
    call: {
      tool: 'browser_navigate',
      args: { url: 'data:text/html,<title>Sample page</title><h1>Heading</h1>' },
      answers: /Sample page/,
    },
    unsteady: ['call'],
  }),
};

const FASTMCP = fromRepository('e2e/compat/servers/fastmcp.mjs');

const fastmcp: CompatServer = {
  name: 'fastmcp',
  from: { package: 'fastmcp' },
  attached: 'mcp',
  stdio: (world) => script(world, [FASTMCP]),
  listeners: [(_world, port) => ({ args: [FASTMCP, String(port)], paths: { mcp: '/mcp', sse: '/sse' } })],
  plan: () => ({
    list: {
      tools: ['fast_add', 'fast_ask_model', 'fast_ask_person', 'fast_touch'],
      resources: ['fastmcp://note'],
      prompts: ['fast_greeting'],
    },
    call: { tool: 'fast_add', args: { a: 2, b: 40 }, answers: /\b42\b/ },
    read: { uri: 'fastmcp://note', answers: /The note of the fastmcp server/ },
    prompt: { name: 'fast_greeting', args: { who: 'Ada' }, answers: /Greet Ada politely/ },
    subscribe: { uri: 'fastmcp://note', change: { tool: 'fast_touch', args: {} } },
    sample: { tool: 'fast_ask_model', args: { prompt: 'a word' }, answers: new RegExp(MODEL_WORDS) },
    elicit: { tool: 'fast_ask_person', args: { message: 'A word?' }, answers: new RegExp(PERSON_WORDS) },
  }),
};

const TWO_ERAS = fromRepository('e2e/compat/servers/two-eras.ts');

function twoEras(name: string, attached: Front, flags: readonly string[], title: string): CompatServer {
  return {
    name: title,
    from: { package: '@modelcontextprotocol/server', folder: '.' },
    attached,
    stdio: (world) => script(world, [TWO_ERAS, name, ...flags]),
    listeners: [
      (_world, port) => ({ args: [TWO_ERAS, name, ...flags, '--port', String(port)], paths: { mcp: '/mcp' } }),
    ],
    plan: () => twoErasPlan(name),
  };
}

function twoErasPlan(name: string): Plan {
  const uri = `${name}://note`;
  return {
    list: { tools: [`${name}_echo`, `${name}_touch`], resources: [uri], prompts: [`${name}_greeting`] },
    call: { tool: `${name}_echo`, args: { text: 'a b' }, answers: new RegExp(`${name} says a b`) },
    read: { uri, answers: new RegExp(`The note of ${name}`) },
    prompt: { name: `${name}_greeting`, args: { who: 'Ada' }, answers: /Greet Ada politely/ },
    subscribe: { uri, change: { tool: `${name}_touch`, args: {} } },
    sample: { tool: `${name}_ask_model`, args: { prompt: 'a word' }, answers: new RegExp(MODEL_WORDS) },
    elicit: { tool: `${name}_ask_person`, args: { message: 'A word?' }, answers: new RegExp(PERSON_WORDS) },
  };
}

export const SERVERS: readonly CompatServer[] = [
  everything,
  filesystem,
  memory,
  sequentialThinking,
  playwright,
  fastmcp,
  twoEras('modern', 'mcp', ['--modern'], 'SDK v2, modern'),
  twoEras('dual', 'stdio', [], 'SDK v2, both eras'),
];
