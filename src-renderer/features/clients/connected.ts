import type { ClientFile, Status } from '../../../src-relay/control/contract.ts';
import { identityOf } from '../../state/clients.ts';

/** Whether an app has a session with the running relay. */
export function isConnected(status: Status | undefined, id: ClientFile['id']): boolean {
  return status?.clients.some(({ identity }) => identity === identityOf(id)) ?? false;
}
