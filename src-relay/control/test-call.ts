import type { ClientPort } from '../pipeline/client-port.ts';
import { ClientSession } from '../pipeline/session.ts';
import { frameFromText } from '../protocol/frame.ts';
import { member, parseJson, type JsonValue } from '../protocol/json.ts';
import { LATEST_LEGACY_VERSION } from '../protocol/versions.ts';
import { OWN_TOOL } from '../registry/own-tool.ts';
import type { Relay } from '../relay.ts';
import { ControlError } from './control-error.ts';
import type { LogReader } from './log/reader.ts';

/** Who makes a test call, as the log names it. */
const TEST_IDENTITY = 'client:test-call';

interface TestCall {
  readonly entryId: string | null;
  readonly tool: string;
  readonly tools: number;
  readonly durationUs: number;
}

const TRAITS = { era: 'legacy', version: LATEST_LEGACY_VERSION, capabilities: {}, logLevel: undefined } as const;

/** The own tool asks nothing of whoever calls it. */
const PORT: ClientPort = {
  emit() {},
  ask: () => Promise.reject(new ControlError('refused', 'A test call answers no questions.')),
};

/**
 * Calls the relay's own tool the way a client does: through the same stages, into the same log. It touches no server.
 * @throws ControlError where no answer comes of it
 */
export async function testCall(relay: Relay, log: LogReader): Promise<TestCall> {
  const session = new ClientSession(TEST_IDENTITY);
  /** What it answers; undefined for an error. */
  const request = async (id: number, method: string, params: object): Promise<JsonValue | undefined> => {
    const frame = frameFromText(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    const { source } = await relay.dispatcher.handle(session, frame, TRAITS, PORT);
    return member(parseJson(source), 'result');
  };
  try {
    const tools = member(await request(1, 'tools/list', {}), 'tools');
    const started = performance.now();
    const called = await request(2, 'tools/call', { name: OWN_TOOL, arguments: {} });
    const took = Math.round((performance.now() - started) * 1000);
    if (called === undefined) {
      throw new ControlError('failed', 'The relay answered its own tool with an error. Its log says why.');
    }
    relay.flushLog();
    const { rows } = await log.list({ filter: { sessions: [session.label] }, limit: 1 });
    const [row] = rows;
    return {
      entryId: row?.entryId ?? null,
      tool: OWN_TOOL,
      tools: Array.isArray(tools) ? tools.length : 0,
      durationUs: row?.durationUs ?? took,
    };
  } finally {
    session.close();
  }
}
