import type { Server } from '../../../src-relay/control/contract.ts';

/** The servers whose name, command or description holds a text; letter case does not matter. */
export function serversWith(servers: readonly Server[], text: string): readonly Server[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return servers;
  return servers.filter(({ name, startedAs, description }) =>
    [name, startedAs, description].some((value) => value?.toLowerCase().includes(wanted)),
  );
}
