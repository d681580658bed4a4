import type { Session } from '../rpc.ts';

let counter = 0;

/** One echo of 100 bytes, different every time, its answer checked. Returns the time in ms. */
export async function echo(session: Session, tool: string): Promise<number> {
  const text =
    `call ${String(++counter).padStart(9, '0')} of the bench: the quick brown fox jumps over the lazy dog, then goes home.`.padEnd(
      100,
      '.',
    );
  const begin = performance.now();
  const answer = await session.request('tools/call', `{"name":"${tool}","arguments":{"text":"${text}"}}`);
  const took = performance.now() - begin;
  const got = answer.result?.content?.[0]?.text;
  if (got !== text) throw new Error(`another text came back: ${got ?? answer.error?.message ?? 'none'}`);
  return took;
}

/** One big result, its length checked. Returns the time in ms. */
export async function big(session: Session, tool: string, bytes: number): Promise<number> {
  const begin = performance.now();
  const answer = await session.request('tools/call', `{"name":"${tool}","arguments":{"bytes":${String(bytes)}}}`);
  const took = performance.now() - begin;
  const got = answer.result?.content?.[0]?.text?.length;
  if (got !== bytes) {
    const said = answer.error?.message ?? answer.result?.content?.[0]?.text?.slice(0, 80) ?? 'nothing';
    throw new Error(`${String(got ?? 0)} bytes instead of ${String(bytes)}: ${said}`);
  }
  return took;
}

export interface Load {
  sessions: readonly Session[];
  tool: string;
  inFlight: number;
  /** The loop ends with whichever comes first. */
  seconds: number;
  maxCalls: number;
}

export interface LoadResult {
  calls: number;
  perSecond: number;
  latencies: number[];
}

/** A closed loop: `inFlight` callers, each starts its next call when the last one is answered. */
export async function load({ sessions, tool, inFlight, seconds, maxCalls }: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  let left = maxCalls;
  const caller = async (index: number): Promise<void> => {
    const session = sessions[index % sessions.length];
    if (session === undefined) throw new Error('no session');
    while (left > 0 && performance.now() < end) {
      left--;
      latencies.push(await echo(session, tool));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, index) => caller(index)));
  const took = (performance.now() - begin) / 1000;
  return { calls: latencies.length, perSecond: latencies.length / took, latencies };
}
