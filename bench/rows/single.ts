import type { RowId } from '../metrics.ts';
import type { Measured } from '../samples.ts';
import type { Session } from '../rpc.ts';
import { median, quantile } from '../statistics.ts';
import { big, echo, load } from './calls.ts';
import type { Stage } from './stage.ts';

export interface Step {
  row: RowId;
  /** How often the targets take turns at it within a round: short rows in several pieces, against the noise. */
  turns: number;
  run: (stage: Stage) => Promise<Measured>;
}

const maxCalls = 100_000;

/** Both sides of the measurement run long enough to be compiled; the first calls say nothing. */
export async function warm(stage: Stage): Promise<void> {
  const tool = await stage.client.toolName(stage.session, 'echo');
  const seconds = stage.setting.effort.warmSeconds;
  await load({ sessions: [stage.session], tool, inFlight: 32, seconds, maxCalls: 10_000 });
}

export const sequential: Step = {
  row: 'sequential',
  turns: 3,
  async run(stage) {
    const tool = await stage.client.toolName(stage.session, 'echo');
    const times: number[] = [];
    for (let i = 0; i < 300; i++) await echo(stage.session, tool);
    for (let i = 0; i < stage.setting.effort.sequentialCalls; i++) times.push(await echo(stage.session, tool));
    return { seqP50: { value: median(times) }, seqP99: { value: quantile(times, 0.99) } };
  },
};

export const flow8: Step = {
  row: 'flow8',
  turns: 1,
  async run(stage) {
    const tool = await stage.client.toolName(stage.session, 'echo');
    const seconds = stage.setting.effort.loadSeconds;
    const result = await load({ sessions: [stage.session], tool, inFlight: 8, seconds, maxCalls });
    return { rate8: { value: result.perSecond } };
  },
};

export const flow64: Step = {
  row: 'flow64',
  turns: 1,
  async run(stage) {
    const tool = await stage.client.toolName(stage.session, 'echo');
    const sessions: Session[] = [];
    for (let i = 0; i < 20; i++) sessions.push(await stage.client.open());
    await load({ sessions, tool, inFlight: 64, seconds: stage.setting.effort.warmSeconds / 2, maxCalls });
    const before = stage.cpuMicros();
    const result = await load({ sessions, tool, inFlight: 64, seconds: stage.setting.effort.loadSeconds, maxCalls });
    const cpu = (stage.cpuMicros() - before) / result.calls;
    for (const session of sessions) await stage.client.end(session);
    return {
      rate64: { value: result.perSecond },
      p99At64: { value: quantile(result.latencies, 0.99) },
      ...(stage.setting.target.forwards ? { cpu64: { value: cpu } } : {}),
    };
  },
};

export const big1m: Step = {
  row: 'big1m',
  turns: 3,
  async run(stage) {
    const tool = await stage.client.toolName(stage.session, 'big');
    const times: number[] = [];
    for (let i = 0; i < 2; i++) await big(stage.session, tool, 1_000_000);
    for (let i = 0; i < stage.setting.effort.repeats; i++) times.push(await big(stage.session, tool, 1_000_000));
    return { big1m: { value: median(times) } };
  },
};
