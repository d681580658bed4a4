/**
 * The thin forwarder: Streamable HTTP in, stdio out, ids remapped, nothing scanned, nothing logged. The practical
 * limit for a relay on Node; the ratios of the budget are made with it. One file that imports node: only, because the
 * runner strips its types once and starts the result. What it keeps of a relay's duties: sessions are checked, every
 * frame is parsed once, tools of all servers are in one list, a server that hangs is waited for one second.
 *
 * node thin.mjs FILE      FILE: {"servers": [{"command": "...", "args": ["..."]}]}
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

interface Frame {
  id?: string | number;
  method?: string;
  params?: { name?: string; protocolVersion?: string };
  result?: { tools?: { name: string }[] };
}

/** What comes back for one call: the whole frame, and where its own id ends when it starts the usual way. */
type Waiting = (frame: Frame, text: string, afterId: number) => void;

const usualStart = '{"jsonrpc":"2.0","id":';
const jsonHeader = 'application/json';
const stragglerWait = 1000;
interface Configuration {
  servers: { command: string; args: string[] }[];
}

const file: unknown = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
if (!isConfiguration(file)) throw new Error('no servers in the file');

function isConfiguration(value: unknown): value is Configuration {
  return typeof value === 'object' && value !== null && 'servers' in value && Array.isArray(value.servers);
}

function parseFrame(text: string): Frame {
  const value: unknown = JSON.parse(text);
  if (!isFrame(value)) throw new Error('not a frame');
  return value;
}

function isFrame(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null;
}

class Downstream {
  readonly child: ChildProcess;
  tools: { name: string }[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #queued = '';
  #chunks: Buffer[] = [];

  constructor(command: string, args: string[]) {
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  /** Sends a call under an id of this connection; writes of one turn of the loop leave together. */
  send(frame: Frame, done: Waiting): void {
    const id = this.#nextId++;
    this.#waiting.set(id, done);
    frame.id = id;
    this.write(JSON.stringify(frame));
  }

  write(text: string): void {
    if (this.#queued === '') setImmediate(() => this.#flush());
    this.#queued += `${text}\n`;
  }

  #flush(): void {
    const text = this.#queued;
    this.#queued = '';
    this.child.stdin?.write(text);
  }

  #read(chunk: Buffer): void {
    const last = chunk.lastIndexOf(10);
    if (last === -1) {
      this.#chunks.push(chunk);
      return;
    }
    this.#chunks.push(chunk.subarray(0, last));
    const text = this.#chunks.length === 1 ? chunk.toString('utf8', 0, last) : Buffer.concat(this.#chunks).toString();
    this.#chunks = last + 1 < chunk.length ? [chunk.subarray(last + 1)] : [];
    for (let start = 0; start < text.length;) {
      const end = text.indexOf('\n', start);
      const stop = end === -1 ? text.length : end;
      if (stop > start) this.#frame(start === 0 && stop === text.length ? text : text.slice(start, stop));
      start = stop + 1;
    }
  }

  #frame(text: string): void {
    const frame = parseFrame(text);
    if (typeof frame.id !== 'number' || frame.method !== undefined) return;
    const done = this.#waiting.get(frame.id);
    this.#waiting.delete(frame.id);
    const usual = `${usualStart}${String(frame.id)},`;
    done?.(frame, text, text.startsWith(usual) ? usual.length - 1 : -1);
  }

  /** Handshake and list; resolves when the tools are known. */
  connect(): Promise<void> {
    const clientInfo = { name: 'thin', version: '1.0.0' };
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
    return new Promise((resolve) => {
      this.send(request('initialize', params), () => {
        this.write('{"jsonrpc":"2.0","method":"notifications/initialized"}');
        this.send(request('tools/list', {}), (frame) => {
          this.tools = frame.result?.tools ?? [];
          resolve();
        });
      });
    });
  }
}

function request(method: string, params: object): Frame {
  const frame = { jsonrpc: '2.0', id: 0, method, params };
  return frame;
}

const sessions = new Set<string>();
const owners = new Map<string, Downstream>();
let listText = '{"tools":[]}';

const downstreams = file.servers.map((server) => new Downstream(server.command, server.args));
const stragglers = new Promise<void>((resolve) => {
  setTimeout(resolve, stragglerWait).unref();
});
const allConnected = Promise.all(downstreams.map((one) => one.connect().then(publish)));
const listable = Promise.race([allConnected, stragglers]);

function publish(): void {
  for (const one of downstreams) for (const tool of one.tools) owners.set(tool.name, one);
  listText = JSON.stringify({ tools: downstreams.flatMap((one) => one.tools) });
}

function reply(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': jsonHeader, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function replyResult(response: ServerResponse, id: string | number, result: string): void {
  reply(response, `${usualStart}${JSON.stringify(id)},"result":${result}}`);
}

function onCall(frame: Frame, id: string | number, response: ServerResponse): void {
  const owner = owners.get(frame.params?.name ?? '');
  if (owner === undefined) {
    reply(response, `${usualStart}${JSON.stringify(id)},"error":{"code":-32602,"message":"Unknown tool"}}`);
    return;
  }
  owner.send(frame, (answer, text, afterId) => {
    if (afterId !== -1) {
      reply(response, usualStart + JSON.stringify(id) + text.slice(afterId));
      return;
    }
    answer.id = id;
    reply(response, JSON.stringify(answer));
  });
}

function onBody(text: string, message: IncomingMessage, response: ServerResponse): void {
  const frame = parseFrame(text);
  if (frame.method === 'initialize' && frame.id !== undefined) {
    const session = randomUUID();
    sessions.add(session);
    response.setHeader('mcp-session-id', session);
    const protocolVersion = JSON.stringify(frame.params?.protocolVersion ?? '2025-06-18');
    const serverInfo = '{"name":"thin","version":"1.0.0"}';
    const result = `{"protocolVersion":${protocolVersion},"capabilities":{"tools":{}},"serverInfo":${serverInfo}}`;
    replyResult(response, frame.id, result);
    return;
  }
  const session = message.headers['mcp-session-id'];
  if (typeof session !== 'string' || !sessions.has(session)) {
    response.writeHead(404).end();
  } else if (frame.id === undefined) {
    response.writeHead(202).end();
  } else if (frame.method === 'tools/call') {
    onCall(frame, frame.id, response);
  } else if (frame.method === 'tools/list') {
    const id = frame.id;
    void listable.then(() => replyResult(response, id, listText));
  } else {
    replyResult(response, frame.id, '{}');
  }
}

const server = createServer((message, response) => {
  if (message.method === 'POST') {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      onBody(body.toString(), message, response);
    });
    return;
  }
  const session = message.headers['mcp-session-id'];
  const known = message.method === 'DELETE' && typeof session === 'string' && sessions.delete(session);
  response.writeHead(known ? 204 : 405).end();
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  process.stdout.write(`http://127.0.0.1:${String(port)}/mcp\n`);
});

function stop(): void {
  for (const one of downstreams) one.child.stdin?.end();
  // A server that hangs may not notice the end of its input.
  setTimeout(() => {
    for (const one of downstreams) one.child.kill('SIGKILL');
    process.exit(0);
  }, 100);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
