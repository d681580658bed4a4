import { beforeEach, describe, expect, test } from 'vitest';

import type { CallDetail } from '../src-relay/control/contract.ts';
import { buildToken } from './fixtures/tokens.ts';
import { type ControlClient, controlClient } from './harness/control-client.ts';
import { TEST_MS, until, within } from './harness/deadline.ts';
import { type ListeningRelay, listen } from './harness/listening-relay.ts';
import { type McpClient, overHttp } from './harness/mcp-client.ts';
import { runRelay } from './harness/relay.ts';
import { filesWith } from './harness/secret-search.ts';
import { fixture } from './harness/servers.ts';
import { type World, worldOfTest } from './harness/world.ts';

const SERVERS = {
  tokens: fixture('token-emitter'),
  pages: fixture('injection'),
  poisoned: fixture('poisoned'),
  others: fixture('token-emitter'),
};
const TERMS = { days: 30, reason: 'It is the key of our documentation.' };
const [ONE, TWO] = [buildToken('HUGGINGFACE_TOKEN', 1), buildToken('HUGGINGFACE_TOKEN', 2)];

describe('a finding that somebody has said is none', { timeout: TEST_MS }, () => {
  let world: World;
  let relay: ListeningRelay;
  let control: ControlClient;
  let client: McpClient;

  async function start(): Promise<void> {
    relay = await listen(world, SERVERS);
    control = controlClient(world, relay);
    client = await overHttp(world, relay);
    await client.waitForTools('emit', 'page');
  }

  /** The latest call in the log, whole. */
  async function latest(): Promise<CallDetail> {
    const { rows } = await control.call('calls.list', { filter: {}, limit: 1 });
    return control.call('calls.get', { entryId: rows[0]?.entryId ?? '' });
  }

  const emit = async (seed: number): Promise<string> =>
    (await client.call('emit', { kind: 'HUGGINGFACE_TOKEN', seeds: [seed] })).text;

  /** Excepts the first finding of the latest call. */
  async function except(scope: 'value' | 'place', more: { allTools?: boolean } = {}): Promise<string> {
    const { entryId } = await latest();
    const input = { entryId, finding: 0, scope, allTools: more.allTools === true, ...TERMS };
    const { exceptions } = await control.call('exceptions.add', input);
    return exceptions[0]?.id ?? '';
  }

  beforeEach(async () => {
    world = worldOfTest();
    await start();
  }, TEST_MS);

  test('passes from then on, that value alone, and again after a restart', async () => {
    expect(await emit(1)).not.toContain(ONE);
    await except('value');
    expect(await emit(1)).toContain(ONE);
    const { findings, outcome, response } = await latest();
    expect(findings.map(({ detector, verdict }) => [detector, verdict])).toEqual([
      ['secret.huggingface-token', 'allow'],
    ]);
    expect([outcome, findings[0]?.exception === undefined]).toEqual(['allowed', false]);
    // The log holds it masked all the same.
    expect(response).not.toContain(ONE);
    expect(await emit(2)).not.toContain(TWO);
    expect((await control.call('exceptions.list', {})).exceptions).toMatchObject([
      { server: 'tokens', tool: 'emit', scope: 'value', uses: 1, reason: TERMS.reason },
    ]);
    await client.sdk.close();
    relay.child.kill('SIGTERM');
    await within('stop', relay.exit);
    await start();
    expect(await emit(1)).toContain(ONE);
    expect(filesWith(world.dataDir, ONE)).toEqual([]);
  });

  test('passes whatever stands in that place, where the place was excepted', async () => {
    await emit(1);
    await except('place');
    expect(await emit(2)).toContain(TWO);
    const echoed = await client.call('others__emit', { kind: 'HUGGINGFACE_TOKEN', seeds: [2] });
    expect(echoed.text, 'another server').not.toContain(TWO);
  });

  test('is a finding again once the exception is removed', async () => {
    await emit(1);
    const id = await except('value', { allTools: true });
    expect(await emit(1)).toContain(ONE);
    await control.call('exceptions.remove', { id });
    expect(await emit(1)).not.toContain(ONE);
    expect((await control.refused('exceptions.remove', { id })).code).toBe('not_found');
  });

  test('is blocked no longer where it was an injection, and stays as a case for the rules', async () => {
    expect((await client.call('page')).isError).toBe(true);
    const { entryId, findings } = await latest();
    for (const finding of findings.keys()) {
      await control.call('exceptions.add', { entryId, finding, scope: 'value', allTools: false, ...TERMS, days: null });
    }
    expect((await client.call('page')).isError).toBe(false);
    expect((await client.call('page_structured')).isError, 'another tool').toBe(true);
    const { cases } = await control.call('exceptions.check', {});
    expect(cases.map(({ found, isInForce }) => [found, isInForce])).toEqual(findings.map(() => [true, true]));
    const listed = await runRelay(world, ['exceptions', 'check']);
    expect(listed.stdout).toContain('still found');
  });

  test('gives a tool back whose definition it kept off', async () => {
    const state = async (): Promise<string | undefined> =>
      (await control.call('tools.list', {})).tools.find((tool) => tool.name === 'convert_units')?.state;
    await until('it is off', async () => (await state()) === 'disabled - security risk');
    const { hash } = await control.call('tools.get', { server: 'poisoned', name: 'convert_units' });
    const input = { server: 'poisoned', name: 'convert_units', ...TERMS };
    expect((await control.refused('exceptions.addForTool', { ...input, hash: 'another' })).code).toBe('conflict');
    await control.call('exceptions.addForTool', { ...input, hash });
    expect(await state()).toBe('enabled');
    expect(await client.toolNames()).toContain('convert_units');
    expect(await client.toolNames()).not.toContain('add_numbers');
  });

  test.each([
    [{ entryId: 'no-such-entry' }, 'not_found'],
    [{ finding: 7 }, 'not_found'],
    [{ reason: ' ' }, 'bad_input'],
    [{ days: 0 }, 'bad_input'],
  ])('is refused with %j, with what to do', async (wrong, code) => {
    await emit(1);
    const { entryId } = await latest();
    const input = { entryId, finding: 0, scope: 'value', allTools: false, ...TERMS, ...wrong };
    const refusal = await control.refused('exceptions.add', input);
    expect(refusal.code).toBe(code);
    expect(await emit(1)).not.toContain(ONE);
  });
});
