import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { messageOf } from '../../protocol/errors.ts';
import { isJsonObject, parseJson, type JsonObject } from '../../protocol/json.ts';
import { printable } from '../../protocol/log.ts';
import { PRODUCT } from '../../protocol/product.ts';
import { OWN_TOOL } from '../../registry/own-tool.ts';
import { EXIT, UsageError } from '../exit.ts';
import { print } from '../print.ts';

const HELP = 'Commands: list, call NAME [JSON], servers, quit';

/** `client`: a client one drives by hand. Errors are printed and the loop goes on; end of input quits. */
export async function clientCommand(
  relayFlags: readonly string[],
  url: string | undefined,
  token: string | undefined,
): Promise<number> {
  const client = new Client({ name: `${PRODUCT.slug}-client`, version: PRODUCT.version });
  try {
    await client.connect(createTransport(relayFlags, url, token));
  } catch (error) {
    process.stderr.write(`Cannot connect: ${messageOf(error)}\n`);
    return EXIT.failed;
  }
  process.stderr.write(`Connected. ${HELP}\n`);
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  if (process.stdin.isTTY) process.stderr.write('> ');
  for await (const line of lines) {
    const [word = '', ...rest] = line.trim().split(/\s+/u);
    if (word.toLowerCase() === 'quit') break;
    try {
      await runLine(client, word.toLowerCase(), rest[0], line.trim().slice(word.length).trim());
    } catch (error) {
      process.stderr.write(`Error: ${messageOf(error)}\n`);
    }
    if (process.stdin.isTTY) process.stderr.write('> ');
  }
  await client.close();
  return EXIT.done;
}

function createTransport(relayFlags: readonly string[], url: string | undefined, token: string | undefined): Transport {
  if (url === undefined) {
    const script = process.argv[1] ?? '';
    const env = Object.fromEntries(
      Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    return new StdioClientTransport({ command: process.execPath, args: [script, ...relayFlags], env });
  }
  if (!URL.canParse(url)) throw new UsageError(`${url} is no address. Give the relay's /mcp address.`);
  const bearer = token ?? process.env.MCP_RELAY_TOKEN;
  const headers: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  return transport;
}

async function runLine(client: Client, command: string, name: string | undefined, rest: string): Promise<void> {
  switch (command) {
    case '':
      return;
    case 'list': {
      const { tools } = await client.listTools();
      for (const tool of tools)
        print(`${tool.name}  ${printable((tool.description ?? '').split('\n')[0] ?? '').slice(0, 100)}`);
      return;
    }
    case 'servers':
      return printResult(await client.callTool({ name: OWN_TOOL, arguments: {} }));
    case 'call': {
      if (name === undefined) throw new UsageError('Say which tool: call NAME [JSON]');
      const text = rest.slice(name.length).trim();
      return printResult(await client.callTool({ name, arguments: argumentsOf(text) }));
    }
    default:
      throw new UsageError(`There is no command "${command}". ${HELP}`);
  }
}

function argumentsOf(text: string): JsonObject {
  if (text === '') return {};
  const value = parseJson(text);
  if (!isJsonObject(value)) throw new UsageError('The arguments must be a JSON object, like {"path": "notes.md"}.');
  return value;
}

function printResult(result: object): void {
  const content: unknown = 'content' in result ? result.content : undefined;
  const texts = Array.isArray(content) ? content.map((item: unknown) => textOf(item)) : [];
  const isWhole = texts.length > 0 && texts.every((text) => text !== undefined);
  print(isWhole ? texts.join('\n') : JSON.stringify(result, null, 2));
}

function textOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('text' in item)) return undefined;
  return typeof item.text === 'string' ? item.text : undefined;
}
