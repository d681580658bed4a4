import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import { printable } from '../../protocol/log.ts';
import { PRODUCT } from '../../protocol/product.ts';
import type { DemoHome } from './home.ts';
import { DEMO_STEPS } from './steps.ts';

/** Lines of an answer that are shown, and characters of each. */
const SHOWN_LINES = 4;
const SHOWN_WIDTH = 160;

/**
 * Plays the demo's session as a client of a running relay: connects, lists, calls.
 * @param url the relay's /mcp address
 * @param print takes what happens, line by line
 */
export async function playDemo(url: string, home: DemoHome, print: (line: string) => void): Promise<void> {
  const client = new Client({ name: `${PRODUCT.slug}-demo`, version: PRODUCT.version });
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { authorization: `Bearer ${home.token}` } },
  });
  await client.connect(transport);
  const { tools } = await client.listTools();
  print(`A client connects over ${url} and is offered ${tools.length - 1} tools, and the relay's own.\n`);
  for (const [index, step] of DEMO_STEPS.entries()) {
    print(`${index + 1}. ${step.title}: ${step.tool}`);
    const answer = await client.callTool({ name: step.tool, arguments: step.arguments(home.sample) });
    for (const line of excerpt(answer)) print(`     ${line}`);
    print('');
  }
  // Says goodbye, too: the relay would count it as connected for a while.
  await transport.terminateSession();
  await client.close();
}

function excerpt(answer: object): string[] {
  const parsed = z.object({ content: z.array(z.looseObject({ text: z.string().optional() })) }).safeParse(answer);
  const text = parsed.success ? (parsed.data.content[0]?.text ?? '') : '';
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, SHOWN_LINES)
    .map((line) => printable(line).slice(0, SHOWN_WIDTH));
}
