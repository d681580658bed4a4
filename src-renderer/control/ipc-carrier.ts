import { z } from 'zod';
import { relayAbsentSchema } from '../../src-relay/control/contract.ts';
import type { Carrier } from './carrier.ts';

const isFunction = (value: unknown): boolean => typeof value === 'function';

const bridgeSchema = z.object({
  call: z.custom<(procedure: string, input: unknown) => Promise<unknown>>(isFunction),
  subscribe: z.custom<(listener: (batch: unknown) => void) => () => void>(isFunction),
});

/** The carrier over what the desktop app's preload put into the page; undefined where that is no bridge. */
export function ipcCarrier(bridge: unknown): Carrier | undefined {
  const parsed = bridgeSchema.safeParse(bridge);
  if (!parsed.success) return undefined;
  const { call, subscribe } = parsed.data;
  return {
    call,
    subscribe: (hearer) =>
      subscribe((message) => {
        const absent = relayAbsentSchema.safeParse(message);
        if (absent.success) hearer.absent(absent.data.absent);
        else hearer.batch(message);
      }),
  };
}
