import type { Session } from '../rpc.ts';
import { BigCalls } from './big-call.ts';
import { big, echo } from './calls.ts';
import type { Step } from './single.ts';
import { within } from './stage.ts';

const bigLimitMs = 20_000;

/** Four other sessions call without pause while 8 MB results pass; the longest that one of their calls took. */
export const stop8m: Step = {
  row: 'stop8m',
  turns: 1,
  async run(stage) {
    const tool = await stage.client.toolName(stage.session, 'echo');
    const others: Session[] = [];
    for (let i = 0; i < 4; i++) others.push(await stage.client.open());
    // Once beforehand: the fixture makes the text then, which is not the target's doing.
    await big(stage.session, await stage.client.toolName(stage.session, 'big'), 8_000_000);
    const calls = new BigCalls(stage.endpoint, 8_000_000, 3);
    try {
      await within(calls.ready(), bigLimitMs, 'the session for the big call did not open');
      let longest = 0;
      const other = async (session: Session): Promise<void> => {
        while (!calls.ended) longest = Math.max(longest, await echo(session, tool));
      };
      await within(Promise.all(others.map((session) => other(session))), bigLimitMs, 'the 8 MB results did not pass');
      const failure = await calls.done();
      if (failure !== undefined) throw new Error(failure);
      for (const session of others) await stage.client.end(session);
      return { stop8m: { value: longest } };
    } finally {
      await calls.stop();
    }
  },
};

/** A result of 14 MB: afterwards every session still works, the one that asked for it included. */
export const alive14m: Step = {
  row: 'alive14m',
  turns: 1,
  async run(stage) {
    const tool = await stage.client.toolName(stage.session, 'echo');
    const others: Session[] = [];
    for (let i = 0; i < 3; i++) others.push(await stage.client.open());
    const calls = new BigCalls(stage.endpoint, 14_000_000, 1);
    try {
      const failure = await within(calls.done(), bigLimitMs, 'no answer to the 14 MB call').catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      for (const session of [stage.session, ...others]) {
        await within(echo(session, tool), 5000, 'a session does not answer after the 14 MB call');
      }
      for (const session of others) await stage.client.end(session);
      return { alive14m: { value: 1, note: failure === undefined ? 'it arrived' : `that call failed: ${failure}` } };
    } finally {
      await calls.stop();
    }
  },
};
