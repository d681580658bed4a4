import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../../protocol/log.ts';
import { CHILD_MARK } from '../mark.ts';
import { currentBoot, identityOf, ownIdentity, type ProcessIdentity } from './identity.ts';
import { ChildLedger, ledgerFile, type LedgerEntry } from './ledger.ts';
import { MarkedProcesses } from './marked-processes.ts';
import { startTicks } from './proc-files.ts';
import { needsSweep, readLedgers, stateOf } from './read-ledgers.ts';
import { sweepOrphans } from './sweep.ts';

const GONE_ID = 'aaaaaaaa-0000-4000-8000-000000000001';
const OWN_ID = 'aaaaaaaa-0000-4000-8000-000000000002';

let folder: string;
let told: string[];
const started: ChildProcess[] = [];
const log = createLog('debug', (line) => told.push(line));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  told = [];
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A process in a group of its own that ends only when it is made to. */
async function stubborn(env: Record<string, string> = {}): Promise<ChildProcess & { pid: number }> {
  const script = 'trap "" TERM; echo up; while :; do sleep 60; done';
  const child = spawn('/bin/sh', ['-c', script], { detached: true, env: { PATH: process.env.PATH, ...env } });
  started.push(child);
  await once(child.stdout, 'data');
  const { pid } = child;
  if (pid === undefined) throw new Error('not started');
  return Object.assign(child, { pid });
}

async function ended(): Promise<ProcessIdentity> {
  const child = spawn('/bin/sh', ['-c', 'read line'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const identity = identityOf(child.pid ?? 0);
  child.stdin.end();
  await once(child, 'exit');
  return identity;
}

function note(entry: Partial<LedgerEntry> & Pick<LedgerEntry, 'relay'>): void {
  const whole: LedgerEntry = { version: 1, instanceId: GONE_ID, boot: currentBoot(), children: [], ...entry };
  writeFileSync(ledgerFile(folder, whole.instanceId), JSON.stringify(whole));
}

function sweep(platform: NodeJS.Platform = process.platform): Promise<void> {
  return sweepOrphans({ folder, ownId: OWN_ID, marked: new MarkedProcesses(), log, platform });
}

const isRunning = ({ pid }: { readonly pid: number }): boolean => startTicks(pid) !== undefined;

describe.skipIf(process.platform !== 'linux')('what a killed relay has left behind', () => {
  test('is ended by its mark, wherever it hangs, and the ledger goes', async () => {
    const orphans = [
      await stubborn({ [CHILD_MARK]: `${GONE_ID}.1` }),
      await stubborn({ [CHILD_MARK]: `${GONE_ID}.2` }),
      await stubborn({ [CHILD_MARK]: GONE_ID }),
    ];
    note({ relay: await ended() });
    expect(needsSweep(folder, OWN_ID)).toBe(true);
    await sweep();
    expect(orphans.filter(isRunning)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect(told.join('')).toMatch(/ended \d processes that a killed relay had left behind/u);
    expect(needsSweep(folder, OWN_ID)).toBe(false);
  });

  test('is ended by its start where it carries no mark', async () => {
    const orphan = await stubborn();
    note({ relay: await ended(), children: [identityOf(orphan.pid)] });
    await sweep();
    expect(isRunning(orphan)).toBe(false);
  });

  test('is looked for in the list of ps where there is no /proc', async () => {
    const [orphan, foreign] = [await stubborn(), await stubborn()];
    const child = { pid: orphan.pid, startedAt: identityOf(orphan.pid).startedAt };
    const reused = { pid: foreign.pid, startedAt: Date.now() - 3_600_000 };
    note({ relay: { pid: (await ended()).pid, startedAt: 0 }, children: [child, reused] });
    await sweep('darwin');
    expect(isRunning(orphan)).toBe(false);
    expect(isRunning(foreign)).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux')('is not touched:', () => {
  test('a process that has got a noted pid', async () => {
    const foreign = await stubborn();
    const identity = identityOf(foreign.pid);
    note({ relay: await ended(), children: [{ ...identity, ticks: String(Number(identity.ticks) - 1) }] });
    await sweep();
    expect(isRunning(foreign)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the child of a relay that runs, and its ledger', async () => {
    const child = await stubborn({ [CHILD_MARK]: `${GONE_ID}.1` });
    note({ relay: ownIdentity(), children: [identityOf(child.pid)] });
    expect(needsSweep(folder, OWN_ID)).toBe(false);
    await sweep();
    expect(isRunning(child)).toBe(true);
    expect(existsSync(ledgerFile(folder, GONE_ID))).toBe(true);
  });

  test('a process that another data folder answers for', async () => {
    const child = await stubborn({ [CHILD_MARK]: `${GONE_ID}0.1` });
    note({ relay: await ended() });
    await sweep();
    expect(isRunning(child)).toBe(true);
  });

  test('anything, where the machine has been started anew', async () => {
    const child = await stubborn({ [CHILD_MARK]: `${GONE_ID}.1` });
    note({ boot: 'another', relay: ownIdentity(), children: [identityOf(child.pid)] });
    await sweep();
    expect(isRunning(child)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('anything, by a ledger that cannot be read or names what is no child', async () => {
    writeFileSync(join(folder, 'broken.json'), '{"version":1');
    writeFileSync(join(folder, 'newer.json'), '{"version":2}');
    const relay = await ended();
    const entry = {
      version: 1,
      instanceId: GONE_ID,
      relay,
      children: [{ pid: 1, startedAt: 0, ticks: startTicks(1) }],
    };
    writeFileSync(ledgerFile(folder, GONE_ID), JSON.stringify(entry));
    // Somebody else's name in a file of ours would have another file taken away.
    writeFileSync(join(folder, 'other.json'), JSON.stringify({ ...entry, instanceId: '../../x', children: [] }));
    expect(readLedgers(folder, OWN_ID)).toEqual([]);
    await sweep();
    expect(readdirSync(folder)).toHaveLength(4);
  });
});

describe('a ledger', () => {
  test('says what runs, to its owner alone, until it is closed', async () => {
    const place = join(folder, 'children');
    const ledger = new ChildLedger(place, OWN_ID, log);
    ledger.open();
    const child = identityOf(process.pid);
    ledger.add(child);
    const read = () => readLedgers(place, GONE_ID);
    await expect.poll(read).toMatchObject([{ instanceId: OWN_ID, children: [child] }]);
    expect(read().map(stateOf)).toEqual(['running']);
    expect(statSync(ledgerFile(place, OWN_ID)).mode & 0o777).toBe(0o600);
    expect(statSync(place).mode & 0o777).toBe(0o700);
    ledger.remove(child.pid);
    await expect.poll(read).toMatchObject([{ children: [] }]);
    ledger.add(child);
    await ledger.close();
    expect(readdirSync(place)).toEqual([]);
  });

  test('that cannot be written is told of once', async () => {
    writeFileSync(join(folder, 'children'), '');
    const ledger = new ChildLedger(join(folder, 'children'), OWN_ID, log);
    ledger.open();
    ledger.add(identityOf(process.pid));
    await expect.poll(() => told.length).toBe(1);
    await ledger.close();
    expect(told.join('')).toMatch(/cannot be written down/u);
    expect(readFileSync(join(folder, 'children'), 'utf8')).toBe('');
  });

  test('folder that is not there holds none', () => {
    expect(needsSweep(join(folder, 'none'), OWN_ID)).toBe(false);
    mkdirSync(join(folder, 'none'));
    expect(needsSweep(join(folder, 'none'), OWN_ID)).toBe(false);
  });
});
