import type { Audit } from '../audit/record.ts';
import type { Fleet } from '../downstream/fleet.ts';
import type { DownstreamServer } from '../downstream/server.ts';
import type { Log } from '../protocol/log.ts';
import type { ToolRegistry } from '../registry/registry.ts';
import type { StartPermits } from '../registry/risk/permits.ts';
import type { OfferIntake } from './offer-intake.ts';

export interface SwitchParts {
  readonly fleet: Fleet;
  readonly intake: OfferIntake;
  readonly registry: ToolRegistry;
  readonly permits: StartPermits;
  readonly audit: Audit;
  readonly log: Log;
  /** Something was done to a server. */
  readonly onServers: () => void;
}

/** What a person changes while the relay runs: servers trusted, on or off, tools on, off or approved. */
export class Switches {
  readonly #parts: SwitchParts;
  /** What is being done to each server: one thing after the other. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(parts: SwitchParts) {
    this.#parts = parts;
  }

  /** Trusts a server from now on, or stops trusting it: its definitions are scanned before this resolves. */
  setHidden(server: DownstreamServer, hidden: boolean): Promise<void> {
    return this.#switch(server, async () => {
      if (server.hidden === hidden) return;
      server.hidden = hidden;
      if (hidden) this.#parts.log.warn(hiddenWarning(server));
      this.#note(server, hidden ? 'hidden mode was switched on: nothing is scanned' : 'hidden mode was switched off');
      await this.#parts.intake.takeAgain(server);
    });
  }

  /** Starts a server, or stops it and takes its tools away from clients. */
  setEnabled(server: DownstreamServer, enabled: boolean): Promise<void> {
    return this.#switch(server, async () => {
      if (server.enabled === enabled) return;
      server.enabled = enabled;
      this.#note(server, enabled ? 'the server was switched on' : 'the server was switched off');
      if (enabled) {
        this.#parts.fleet.startServer(server);
        return;
      }
      // First the tools, so that nobody calls what is on its way out.
      await this.#parts.intake.takeAgain(server);
      await this.#parts.fleet.stopServer(server);
    });
  }

  /** Stops a server with all its processes and starts it again. */
  restart(server: DownstreamServer): Promise<void> {
    return this.#switch(server, async () => {
      if (!server.enabled) return;
      this.#note(server, 'the server was restarted');
      await this.#parts.fleet.stopServer(server);
      this.#parts.fleet.startServer(server);
    });
  }

  /** Has a server's sign-in forgotten, and its connection made anew without it. */
  signOut(server: DownstreamServer): Promise<void> {
    return this.#switch(server, async () => {
      if (!(await server.signIn?.signOut()) || !server.enabled) return;
      await this.#parts.fleet.stopServer(server);
      this.#parts.fleet.startServer(server);
    });
  }

  /** Lets a server of a low risk score start, or takes that back, which stops it. Throws where it cannot be written. */
  setAllowed(server: DownstreamServer, allowed: boolean): Promise<void> {
    return this.#switch(server, async () => {
      this.#parts.permits.allow(server.config, allowed);
      this.#note(server, allowed ? 'it may start whatever its risk score' : 'it may not start with a low risk score');
      if (!server.enabled) return;
      if (allowed) this.#parts.fleet.startServer(server);
      else if (this.#parts.permits.held(server.config)) {
        // First the tools, so that nobody calls what is on its way out.
        await this.#parts.intake.drop(server);
        await this.#parts.fleet.stopServer(server);
        this.#parts.fleet.startServer(server);
      }
    });
  }

  /** Switches a tool on or off for good. Throws what the store throws. */
  switchTool(server: string, tool: string, on: boolean): void {
    this.#parts.registry.switchTool(server, tool, on);
    const message = on ? 'switched on' : 'switched off';
    this.#parts.audit.event({ ts: Date.now(), type: 'config_change', server, tool, message });
    this.#parts.intake.publish();
  }

  /** Approves a changed definition by its hash; false where another one waits, or none. Throws what the store throws. */
  approveTool(server: string, tool: string, hash: string): boolean {
    if (!this.#parts.registry.approve(server, tool, hash)) return false;
    const message = 'the changed definition was approved';
    this.#parts.audit.event({ ts: Date.now(), type: 'config_change', server, tool, message });
    this.#parts.intake.publish();
    return true;
  }

  /** Resolves when nothing is being done to any server. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
  }

  /** Does one thing to a server after the other: a stop that is under way ends before the next start begins. */
  async #switch(server: DownstreamServer, change: () => Promise<void>): Promise<void> {
    const { name } = server.config;
    const before = this.#underWay.get(name) ?? Promise.resolve();
    const done = before.catch(() => {}).then(change);
    this.#underWay.set(name, done);
    await done;
    this.#parts.onServers();
  }

  #note(server: DownstreamServer, message: string): void {
    this.#parts.audit.event({ ts: Date.now(), type: 'config_change', server: server.config.name, message });
  }
}

export function hiddenWarning(server: DownstreamServer): string {
  return `${server.config.name}: is in hidden mode: nothing it says or gets is scanned`;
}
