import { randomUUID } from 'node:crypto';
import type { DownstreamServer } from '../../downstream/server.ts';
import type { Audit } from '../../audit/record.ts';
import type { Change } from '../../registry/changes/change.ts';
import { packageChanges, type PackageVersion } from '../../registry/changes/classify.ts';
import type { ToolEntry } from '../../registry/entry.ts';
import type { ToolRegistry } from '../../registry/registry.ts';
import type { WholePin } from '../../registry/store.ts';
import { HOLD_SCORE } from '../../registry/risk/score.ts';
import type { StartPermits } from '../../registry/risk/permits.ts';
import { serverFlags } from '../../registry/shadowing/flags.ts';
import type { Fold } from '../../registry/shadowing/skeleton.ts';
import type { InstructionPins } from '../../registry/trust/instruction-pins.ts';
import type { TrustStore } from '../../registry/trust/trust-store.ts';
import { readPackage, whatChanged } from '../../registry/trust/what-changed.ts';
import type { Switches } from '../switches.ts';
import { hashOf, type ReviewItem } from './item.ts';
import { ACCEPTED, blank, flagItem, instructionItem, refusal } from './make-items.ts';
import type { RiskBook } from './risk-book.ts';

export interface ReviewParts {
  readonly servers: ReadonlyMap<string, DownstreamServer>;
  readonly registry: ToolRegistry;
  readonly trust: TrustStore;
  readonly instructionPins: InstructionPins;
  readonly risks: RiskBook;
  readonly permits: StartPermits;
  readonly switches: Switches;
  readonly fold: Fold;
  readonly audit: Audit;
  /** Shows tools and states anew. */
  readonly publish: () => void;
  /** Has a server's offer looked at again. */
  readonly takeAgain: (server: DownstreamServer) => Promise<void>;
}

/** What is accepted, with what was shown of it. */
export interface Acceptance {
  readonly id: string;
  readonly hash: string;
}

/** What became of accepting several things. */
export interface Accepted {
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly id: string; readonly message: string }[];
  /** With this it can be taken back for a short while; undefined where nothing was accepted. */
  readonly undo: string | undefined;
}

/** For how long an acceptance can be taken back, in milliseconds. */
const UNDO_MS = 2 * 60_000;
const MAX_UNDOS = 50;
/** Comparisons that are kept. */
const MAX_CHANGES = 10_000;
/** Flagged tools of one server that are shown: more than a person looks at. */
const MAX_FLAGGED = 100;

type Undo = () => void | Promise<void>;

/** Everything that waits for a person: what changed, what is new, what is held back, what stands out. */
export class Review {
  readonly #parts: ReviewParts;
  readonly #changes = new Map<string, readonly Change[]>();
  readonly #undos = new Map<string, { readonly until: number; readonly steps: readonly Undo[] }>();

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** All that waits, by kind; what was decided to stay off included. */
  items(): readonly ReviewItem[] {
    const { registry, instructionPins, servers } = this.#parts;
    const decided = this.#parts.trust.decisions();
    const items = [
      ...registry.entries.flatMap((entry) => this.#toolItem(entry)),
      ...instructionPins.waiting
        .filter(({ server }) => servers.get(server)?.enabled)
        .map((one) => instructionItem(one)),
      ...[...servers.values()].flatMap((server) => this.#serverItem(server)),
      ...this.#flagItems(),
      ...[...servers.keys()].flatMap((server) => this.#packageItem(server)),
    ];
    return items.map((item) => ({ ...item, isKeptOff: decided.get(item.id) === item.hash }));
  }

  /** The instructions of a server that wait. */
  waitingInstructions(server: string): InstructionPins['waiting'][number] | undefined {
    return this.#parts.instructionPins.waiting.find((one) => one.server === server);
  }

  /** Accepts what was shown; what is another one by now is refused. Throws what the store throws. */
  async accept(wanted: readonly Acceptance[]): Promise<Accepted> {
    const items = new Map(this.items().map((item) => [item.id, item]));
    const steps: Undo[] = [];
    const accepted: string[] = [];
    const refused: { id: string; message: string }[] = [];
    for (const { id, hash } of wanted) {
      const item = items.get(id);
      const undo = item && item.hash === hash && item.isAcceptable ? await this.#accept(item) : undefined;
      if (item && undo) {
        steps.push(undo);
        accepted.push(id);
        this.#note(item, ACCEPTED[item.kind]);
      } else refused.push({ id, message: refusal(item) });
    }
    this.#parts.publish();
    return { accepted, refused, undo: steps.length === 0 ? undefined : this.#keep(steps) };
  }

  /** Takes an acceptance back; false where it is too late for that. */
  async undo(token: string): Promise<boolean> {
    const kept = this.#undos.get(token);
    this.#undos.delete(token);
    if (!kept || kept.until < Date.now()) return false;
    for (const step of kept.steps.toReversed()) await step();
    this.#parts.publish();
    return true;
  }

  /** Decides that something stays as it is, or asks again; false where it is another one by now. */
  keepOff(id: string, hash: string, isKept: boolean): boolean {
    const item = this.items().find((one) => one.id === id && one.hash === hash);
    if (!item) return false;
    this.#parts.trust.decide(id, isKept ? hash : undefined);
    this.#note(item, isKept ? 'it was decided to leave it as it is' : 'it is asked about again');
    return true;
  }

  /** Takes the package that runs for a server; a new version alone is told of, and stops nothing. */
  notePackage(server: string, runs: PackageVersion | undefined): void {
    const { trust, audit } = this.#parts;
    if (!runs) return;
    const seen = trust.seenPackage(server);
    if (seen?.name === runs.name && seen.version === runs.version) return;
    const last = seen && `${seen.name}@${seen.version}`;
    const first = seen?.before ?? last ?? null;
    const isBack = first === `${runs.name}@${runs.version}`;
    trust.setPackage(server, { ...runs, seenAt: Date.now(), before: isBack ? null : first });
    for (const { text } of packageChanges(seen, runs)) {
      audit.event({ ts: Date.now(), type: 'registry_change', server, message: `package: ${text}` });
    }
  }

  async #accept(item: ReviewItem): Promise<Undo | undefined> {
    const { registry, trust, instructionPins, servers, takeAgain, switches } = this.#parts;
    const server = servers.get(item.server);
    switch (item.kind) {
      case 'tool': {
        const before = registry.wholePin(item.server, item.tool ?? '');
        if (!before || !registry.approve(item.server, item.tool ?? '', item.hash)) return undefined;
        return () => registry.restore(before);
      }
      case 'instructions': {
        const before = instructionPins.accept(item.server, item.hash);
        if (!before || !server) return undefined;
        await takeAgain(server);
        return () => {
          instructionPins.restore(before);
          return takeAgain(server);
        };
      }
      case 'server':
        if (!server) return undefined;
        await switches.setAllowed(server, true);
        return () => switches.setAllowed(server, false);
      case 'package': {
        const seen = trust.seenPackage(item.server);
        if (!seen) return undefined;
        trust.setPackage(item.server, { ...seen, before: null });
        return () => trust.setPackage(item.server, seen);
      }
      case 'flag':
        trust.decide(item.id, item.hash);
        return () => trust.decide(item.id, undefined);
    }
  }

  #keep(steps: readonly Undo[]): string {
    const token = randomUUID();
    this.#undos.set(token, { until: Date.now() + UNDO_MS, steps });
    const [oldest] = this.#undos.keys();
    if (this.#undos.size > MAX_UNDOS && oldest !== undefined) this.#undos.delete(oldest);
    return token;
  }

  #note({ server, tool, kind }: ReviewItem, message: string): void {
    const what = kind === 'tool' || kind === 'flag' ? '' : `${kind}: `;
    this.#parts.audit.event({
      ts: Date.now(),
      type: 'config_change',
      server,
      ...(tool === null ? {} : { tool }),
      message: what + message,
    });
  }

  #toolItem(entry: ToolEntry): ReviewItem[] {
    const isWaiting = entry.state === 'disabled - changed';
    if (!isWaiting && entry.state !== 'disabled - security risk') return [];
    const { server, name, hash } = entry;
    const pin = this.#parts.registry.wholePin(server, name);
    const isNew = pin === undefined || pin.hash === '';
    // What was unsafe at first sight stands in Tools: nothing was accepted that it could be held against.
    if (!isWaiting && (isNew || pin.hash === hash)) return [];
    const changes = this.#changesOf(entry, isNew ? undefined : pin);
    return [
      {
        ...blank('tool', server, name, hash),
        isNew,
        isAcceptable: isWaiting,
        reason: entry.reason ?? '',
        changes,
        flags: entry.flags.map(({ text }) => text),
      },
    ];
  }

  /** What changed in a tool; worked out once for each pair of definitions, for there may be thousands that wait. */
  #changesOf(entry: ToolEntry, pin: WholePin | undefined): readonly Change[] {
    const runs = this.#parts.registry.packageOf(entry.server);
    const key = [pin?.hash, pin?.package, entry.hash, runs?.name, runs?.version, entry.state].join(' ');
    const known = this.#changes.get(key);
    if (known) return known;
    const changes = whatChanged(pin?.definition, entry, pin?.package ?? null, runs);
    this.#changes.set(key, changes);
    const [oldest] = this.#changes.keys();
    if (this.#changes.size > MAX_CHANGES && oldest !== undefined) this.#changes.delete(oldest);
    return changes;
  }

  #serverItem(server: DownstreamServer): ReviewItem[] {
    const { permits, risks } = this.#parts;
    const { name } = server.config;
    if (!server.enabled || permits.isAllowed(server.config)) return [];
    const risk = risks.of(name);
    if (!risk || risk.score === null || risk.score > HOLD_SCORE) return [];
    const isRunning = !server.isStopped;
    const reason = isRunning
      ? `Its risk score has come down to ${risk.score} of 100. It runs now, and will not be started again without your consent.`
      : `It is not started: its risk score is ${risk.score} of 100, and ${HOLD_SCORE} or less needs your consent.`;
    const parts = risk.parts.map(({ id, points }) => `${id} ${points}`).join(', ');
    return [{ ...blank('server', name, null, hashOf(server.config.startedAs, parts)), reason, risk }];
  }

  #flagItems(): ReviewItem[] {
    const { registry, servers, fold } = this.#parts;
    const ofServers = [...serverFlags([...servers.keys()], fold)].flatMap(([server, flags]) =>
      flagItem(server, null, flags),
    );
    const counts = new Map<string, number>();
    const flagged = registry.entries.filter(({ server, flags }) => {
      const count = counts.get(server) ?? 0;
      if (flags.length === 0 || count >= MAX_FLAGGED) return false;
      counts.set(server, count + 1);
      return true;
    });
    const ofTools = flagged.flatMap(({ server, name, flags, state }) =>
      // What waits already says so itself.
      state === 'disabled - changed'
        ? []
        : flagItem(
            server,
            name,
            flags.filter(({ kind }) => kind !== 'same-name'),
          ),
    );
    return [...ofServers, ...ofTools];
  }

  #packageItem(server: string): ReviewItem[] {
    const seen = this.#parts.trust.seenPackage(server);
    if (!seen || seen.before === null) return [];
    const changes = packageChanges(readPackage(seen.before), seen);
    const reason = 'Another version runs than before. Its tools that are on are the same as before.';
    return [{ ...blank('package', server, null, hashOf(seen.before, seen.name, seen.version)), reason, changes }];
  }
}
