import type { World } from '../harness/create-world.ts';
import { within } from '../harness/deadline.ts';
import { type Outcome, type Outcomes, attemptAll, offered } from './attempt.ts';
import type { Operation } from './operations.ts';
import type { RelayUnderTest, Way } from './relay-targets.ts';
import type { CompatServer, Endpoints } from './server.ts';
import type { CompatClient, Session } from './session.ts';
import type { Target } from './target.ts';
import { type Verdict, verdict } from './verdict.ts';

export interface Row {
  readonly client: CompatClient;
  readonly way: Way;
  /** By the server's name. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<Operation, Verdict>>;
}

const CONNECT_MS = 60_000;

/** Tries clients with servers, first without the relay, then through it. */
export class Matrix {
  readonly #world: World;
  readonly #servers: readonly CompatServer[];
  readonly #endpoints: ReadonlyMap<string, Endpoints>;
  /** A client that meets a server in one way does so once, whatever the relay's front. */
  readonly #direct = new Map<string, Outcomes>();

  constructor(world: World, servers: readonly CompatServer[], endpoints: ReadonlyMap<string, Endpoints>) {
    this.#world = world;
    this.#servers = servers;
    this.#endpoints = endpoints;
  }

  /** The baseline of one row: every server without the relay. */
  async direct(client: CompatClient, way: Way): Promise<ReadonlyMap<string, Outcomes>> {
    const found = new Map<string, Outcomes>();
    for (const server of this.#servers) {
      const target = this.#directTarget(server, way);
      const key = `${client.name} ${server.name} ${target.front}`;
      const outcomes = this.#direct.get(key) ?? (await this.#tryOne(client, target, server));
      this.#direct.set(key, outcomes);
      found.set(server.name, outcomes);
    }
    return client.startsServers ? found : this.#withoutWhatNeverWorks(found, way);
  }

  /**
   * A client that starts no servers meets some only with the v1 SDK in its place. What it fails at with every server that
   * it does meet, it is not said to do with those.
   */
  #withoutWhatNeverWorks(found: ReadonlyMap<string, Outcomes>, way: Way): ReadonlyMap<string, Outcomes> {
    const isMet = (name: string): boolean =>
      this.#servers.some((server) => server.name === name && this.#directTarget(server, way).front !== 'stdio');
    const own = [...found].filter(([name]) => isMet(name)).map(([, outcomes]) => outcomes);
    const never = (operation: Operation): Outcome | undefined => {
      const tried = own.flatMap((outcomes) => outcomes.get(operation) ?? []);
      return tried.some(({ works }) => works) ? undefined : tried[0];
    };
    return new Map(
      [...found].map(([name, outcomes]): [string, Outcomes] => {
        if (isMet(name)) return [name, outcomes];
        return [name, new Map([...outcomes].map(([operation, outcome]) => [operation, never(operation) ?? outcome]))];
      }),
    );
  }

  /** The same operations through the relay, in one session for all servers, as a client would have it. */
  async relayed(client: CompatClient, way: Way, relay: RelayUnderTest): Promise<ReadonlyMap<string, Outcomes>> {
    const found = new Map<string, Outcomes>();
    const session = await connect(this.#world, client, relay.target(way));
    if (session instanceof Error) {
      for (const server of this.#servers) found.set(server.name, this.#allFail(client, server, session));
      return found;
    }
    try {
      if (way === 'stdio alone') await relay.settled(session);
      for (const server of this.#servers) {
        found.set(server.name, await attemptAll(session, server.plan(this.#world), this.#tried(client, server)));
      }
    } finally {
      await session.close();
    }
    return found;
  }

  row(
    client: CompatClient,
    way: Way,
    direct: ReadonlyMap<string, Outcomes>,
    relayed: ReadonlyMap<string, Outcomes>,
  ): Row {
    const cells = this.#servers.map((server): [string, ReadonlyMap<Operation, Verdict>] => {
      const has = offered(server.plan(this.#world));
      const verdicts = new Map<Operation, Verdict>();
      for (const operation of has) {
        const before = direct.get(server.name)?.get(operation);
        const after = relayed.get(server.name)?.get(operation);
        verdicts.set(operation, before && after ? verdict(before, after) : { kind: 'client has not' });
      }
      return [server.name, verdicts];
    });
    return { client, way, cells: new Map(cells) };
  }

  /** Over the same transport where the server has it, else over stdio. */
  #directTarget(server: CompatServer, way: Way): Target {
    const front = way === 'stdio alone' ? 'stdio' : way;
    const url = front === 'stdio' ? undefined : this.#endpoints.get(server.name)?.[front];
    return front === 'stdio' || url === undefined ? server.stdio(this.#world) : { front, url };
  }

  async #tryOne(client: CompatClient, target: Target, server: CompatServer): Promise<Outcomes> {
    const session = await connect(this.#world, client, target);
    if (session instanceof Error) return this.#allFail(client, server, session);
    try {
      const plan = server.plan(this.#world);
      const first = await attemptAll(session, plan, this.#tried(client, server));
      // Once more: a server that is still at its start fails by accident, and the baseline must be firm.
      const failed = [...first].filter(([, { works }]) => !works).map(([operation]) => operation);
      return new Map([...first, ...(await attemptAll(session, plan, failed))]);
    } finally {
      await session.close();
    }
  }

  #tried(client: CompatClient, server: CompatServer): readonly Operation[] {
    return offered(server.plan(this.#world)).filter((operation) => client.can.includes(operation));
  }

  #allFail(client: CompatClient, server: CompatServer, { message }: Error): Outcomes {
    return new Map(this.#tried(client, server).map((operation) => [operation, { works: false, why: message }]));
  }
}

async function connect(world: World, client: CompatClient, target: Target): Promise<Session | Error> {
  try {
    return await within('the connection', client.connect(world, target), CONNECT_MS);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
