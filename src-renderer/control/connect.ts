import { BRIDGE_KEY } from '../../src-relay/control/contract.ts';
import type { Carrier } from './carrier.ts';
import { httpCarrier } from './http-carrier.ts';
import { ipcCarrier } from './ipc-carrier.ts';

/** Picks the carrier: the desktop app's bridge where its preload put one, else HTTP. */
export function connect(): Carrier {
  return ipcCarrier(Reflect.get(globalThis, BRIDGE_KEY)) ?? httpCarrier();
}
