import { Launched } from '../process/launch.ts';
import type { Target } from './target.ts';

/** Our own forwarder that does nothing but forward (bench/thin.ts). */
export function thin(nodeFlags: string[] = []): Target {
  return {
    id: 'thin',
    aggregates: true,
    forwards: true,
    peer: false,
    unavailable: () => undefined,
    async start(place, servers) {
      const args = [...nodeFlags, place.thinScript, place.writeJson('thin.json', { servers })];
      const launched = new Launched(process.execPath, args, place.environment(place.folder), place.folder);
      return { launched, endpoint: { url: await launched.firstLine(), transport: 'streamable', headers: {} } };
    },
  };
}
