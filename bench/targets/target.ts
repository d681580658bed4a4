import type { Endpoint } from '../client.ts';
import type { Launched } from '../process/launch.ts';
import type { Downstream, Workplace } from '../workplace.ts';

export const targetIds = ['direct', 'thin', 'relay', 'mcp-hub', 'supergateway', 'mcp-proxy'] as const;
export type TargetId = (typeof targetIds)[number];

export interface Started {
  launched: Launched;
  endpoint: Endpoint;
}

export interface Target {
  id: TargetId;
  /** Puts several servers behind one endpoint. */
  aggregates: boolean;
  /** Stands between client and server: its own CPU time can be told from the fixture's. */
  forwards: boolean;
  /** Comes from npm, installed in bench/node_modules. */
  peer: boolean;
  /** Why it cannot be measured here and now. */
  unavailable(): string | undefined;
  /** Resolves as soon as it accepts connections; its servers may not be connected by then. */
  start(place: Workplace, servers: Downstream[], maxTools: number): Promise<Started>;
}
