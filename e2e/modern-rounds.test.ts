import { beforeAll, describe, expect, test } from 'vitest';

import { rawAt, rawMembers } from './fixtures/raw-json.ts';
import { TEST_MS, until } from './harness/deadline.ts';
import { openToOthers } from './harness/file-modes.ts';
import { type ListeningRelay, listen, listenWith } from './harness/listening-relay.ts';
import { type ModernAnswer, askModern, modernFrame, openModern, waitForTools } from './harness/modern-http.ts';
import { type Puppet, puppet } from './harness/puppet.ts';
import { runRelay, writeConfig } from './harness/relay.ts';
import { suiteOverStdio } from './harness/suite-server.ts';
import { worldOfSuite, worldOfTest } from './harness/world.ts';

const CAPABILITIES = '{"sampling":{},"elicitation":{"form":{},"url":{}},"roots":{}}';
const ASK = '{"message":"Who?","requestedSchema":{"type":"object","properties":{"n":{"type":"number"}}}}';

/** What the relay asks, by the key that answers it. */
function asked({ frame }: ModernAnswer): { readonly key: string; readonly raw: string } {
  const raw = rawAt(frame, 'result', 'inputRequests') ?? '{}';
  const [key = ''] = rawMembers(raw).keys();
  return { key, raw };
}

describe('a legacy server asks a modern client', { timeout: TEST_MS }, () => {
  const world = worldOfSuite();
  let relay: ListeningRelay;
  let server: Puppet;
  let lastId = 0;

  /** A call, or with answers and a state a further round of it. */
  function round(more = '', args = '{"n":1.0}', token?: string): Promise<ModernAnswer> {
    lastId += 1;
    const params = `{"name":"work","arguments":${args}${more}}`;
    const frame = modernFrame(`"round ${lastId}"`, 'tools/call', params, { capabilities: CAPABILITIES });
    return askModern(world, relay, frame, token === undefined ? {} : { authorization: `Bearer ${token}` });
  }

  function retry(before: ModernAnswer, answers: string, args?: string, token?: string): Promise<ModernAnswer> {
    const state = rawAt(before.frame, 'result', 'requestState') ?? 'null';
    return round(`,"inputResponses":${answers},"requestState":${state}`, args, token);
  }

  beforeAll(async () => {
    server = await puppet(world, 'server');
    server.on('tools/call', async ({ ask }) => {
      const answers = [await ask('elicitation/create', ASK), await ask('roots/list', '{}')];
      return `{"content":[],"said":[${answers.map((answer) => rawAt(answer, 'result') ?? rawAt(answer, 'error') ?? '').join()}]}`;
    });
    relay = await listen(world, { server: server.entry });
    await waitForTools(world, relay, 'work');
  }, TEST_MS);

  test('in rounds, each with an id of its own, and every byte of the answers arrives', async () => {
    const first = await round();
    expect(rawAt(first.frame, 'result', 'resultType')).toBe('"input_required"');
    const { key, raw } = asked(first);
    expect(rawAt(raw, key)).toContain(`"method":"elicitation/create","params":${ASK}`);
    const second = await retry(first, `{${JSON.stringify(key)}:{"action":"accept","content":{"n":1.0}}}`);
    const { key: next, raw: roots } = asked(second);
    expect(rawAt(roots, next, 'method')).toBe('"roots/list"');
    const last = await retry(second, `{${JSON.stringify(next)}:{"roots":[]}}`);
    expect(rawAt(last.frame, 'id')).toBe(`"round ${lastId}"`);
    expect(rawAt(last.frame, 'result', 'said')).toBe('[{"action":"accept","content":{"n":1.0}},{"roots":[]}]');
    expect(server.connections).toHaveLength(1);
  });

  test('again where the answer is missing', async () => {
    const first = await round();
    const second = await retry(first, '{"other":{"action":"accept"}}');
    expect(asked(second).raw).toBe(asked(first).raw);
  });

  test('and takes a state from nobody else, for nothing else, and not twice', async () => {
    const made = await runRelay(world, ['token', 'create', '--client', 'other']);
    const other = /mcpr_[\w-]+/u.exec(made.stdout + made.stderr)?.[0] ?? '';
    const first = await round();
    const answers = `{${JSON.stringify(asked(first).key)}:{"action":"decline"}}`;
    const forged = first.frame.replace(/("requestState":"[^"]+)"/u, '$1-TAMPERED"');
    for (const refused of [
      await retry({ ...first, frame: forged }, answers),
      await retry(first, answers, '{"n":2}'),
      await retry(first, answers, undefined, other),
      await round(`,"inputResponses":${answers},"requestState":"made up"`),
    ]) {
      expect(rawAt(refused.frame, 'error', 'code')).toBe('-32602');
    }
    const second = await retry(first, answers);
    expect(rawAt(second.frame, 'result', 'resultType')).toBe('"input_required"');
    expect(rawAt((await retry(first, answers)).frame, 'error', 'code')).toBe('-32602');
  });

  test('not where the client has not said that it can: the server hears of it', async () => {
    const call = modernFrame('"bare"', 'tools/call', '{"name":"work","arguments":{}}');
    const { frame } = await askModern(world, relay, call);
    expect(rawAt(frame, 'result', 'said')).toContain('The client offers no elicitation');
  });

  test('and gives up when the client goes away in a later round', async () => {
    let isAnswered = false;
    server.on('tools/call', async ({ ask }) => {
      await ask('roots/list', '{}');
      isAnswered = true;
      return undefined;
    });
    const first = await round();
    const { received } = await server.connected();
    const before = received.of('notifications/cancelled').length;
    const state = rawAt(first.frame, 'result', 'requestState') ?? '';
    const more = `"inputResponses":{${JSON.stringify(asked(first).key)}:{"roots":[]}},"requestState":${state}`;
    const params = `{"name":"work","arguments":{"n":1.0},${more}}`;
    const going = openModern(
      world,
      relay,
      modernFrame('"going"', 'tools/call', params, { capabilities: CAPABILITIES }),
    );
    await until('answer of the client', () => isAnswered);
    going.close();
    await received.next('notifications/cancelled', before);
  });
});

test(
  "a modern server's questions outlive a restart of the relay",
  async () => {
    const world = worldOfTest();
    const config = writeConfig(world, { mcpServers: { new: suiteOverStdio('modern') } });
    const name = 'test_input_required_result_request_state';
    const call = (relay: ListeningRelay, more = ''): Promise<ModernAnswer> => {
      const params = `{"name":"${name}","arguments":{}${more}}`;
      return askModern(world, relay, modernFrame('1', 'tools/call', params, { capabilities: CAPABILITIES }));
    };
    const first = await listenWith(world, config);
    await waitForTools(world, first, name);
    const asked = await call(first);
    first.child.kill('SIGTERM');
    await first.exit;
    const second = await listenWith(world, config);
    await waitForTools(world, second, name);
    const state = rawAt(asked.frame, 'result', 'requestState') ?? '';
    const answer = `,"inputResponses":{"confirm":{"action":"accept","content":{"ok":true}}},"requestState":${state}`;
    expect((await call(second, answer)).frame).toContain('state-ok');
    expect(rawAt((await call(second, answer)).frame, 'error', 'code')).toBe('-32602');
    expect(openToOthers(world.dataDir)).toEqual([]);
  },
  TEST_MS,
);
