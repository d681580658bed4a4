import { Launched } from '../process/launch.ts';
import type { Target } from './target.ts';

/** No relay at all: the fixture answers Streamable HTTP itself. */
export const direct: Target = {
  id: 'direct',
  aggregates: false,
  forwards: false,
  peer: false,
  unavailable: () => undefined,
  async start(place, servers) {
    const args = [...(servers[0]?.args ?? []), '--http'];
    const launched = new Launched(process.execPath, args, place.environment(place.folder), place.folder);
    return { launched, endpoint: { url: await launched.firstLine(), transport: 'streamable', headers: {} } };
  },
};
