import { join } from 'node:path';
import { connect } from '../../gateway/bridge/connect.ts';
import { firstStart } from '../../gateway/bridge/program.ts';
import { EXIT } from '../exit.ts';
import { stopSignal } from '../signals.ts';

/** `connect --client NAME`: what dist/bridge does for clients, from the whole command line. */
export async function connectCommand(client: string): Promise<number> {
  await connect(client, process.env, stopSignal(), () => firstStart(join(import.meta.dirname, '..')));
  return EXIT.done;
}
