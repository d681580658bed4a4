import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ServerConfig } from '../../protocol/server-config.ts';
import { writeFileAtomic } from '../../store/atomic-file.ts';
import { HOLD_SCORE, riskOf, type Risk } from './score.ts';
import { startRisk } from './start.ts';

/**
 * What must be known before the first server starts, which is before the database is open: whose score was low when it
 * was last known, and whom a person has let start all the same. Both belong to one way of starting a server.
 */
const permitsSchema = z.object({
  low: z.record(
    z.string(),
    z.object({
      start: z.string(),
      score: z.number(),
      parts: z.array(z.object({ id: z.string(), points: z.number(), text: z.string() })),
    }),
  ),
  allowed: z.record(z.string(), z.object({ start: z.string(), at: z.number() })),
});
type PermitsFile = z.infer<typeof permitsSchema>;

/** Who may start: servers of a low score only with a person's consent. */
export class StartPermits {
  readonly #file: string | undefined;
  readonly #isReadOnly: boolean;
  #known: PermitsFile;

  /** @param file where it is kept; undefined keeps nothing */
  constructor(file: string | undefined, isReadOnly = false) {
    this.#file = file;
    this.#isReadOnly = isReadOnly;
    this.#known = read(file);
  }

  /** What keeps a server from being started without consent; undefined where nothing does. */
  held(config: ServerConfig): Risk | undefined {
    if (this.isAllowed(config)) return undefined;
    const low = this.#known.low[config.name];
    if (low?.start === fingerprint(config)) return low;
    const risk = riskOf({ start: startRisk(config), tools: undefined, blockedCalls: 0, packageParts: undefined });
    return risk.score !== null && risk.score <= HOLD_SCORE ? risk : undefined;
  }

  /** Why a server is not started, as the end of a sentence; undefined where it is. */
  refusal(config: ServerConfig): string | undefined {
    const score = this.held(config)?.score;
    return score === undefined || score === null ? undefined : holdReason(config.name, score);
  }

  /** Whether a person has let this server start, the way it is started now, whatever its score. */
  isAllowed(config: ServerConfig): boolean {
    return this.#known.allowed[config.name]?.start === fingerprint(config);
  }

  /** Lets a server start whatever its score, or takes that back. Throws where it cannot be written. */
  allow(config: ServerConfig, isAllowed: boolean): void {
    const { [config.name]: _, ...others } = this.#known.allowed;
    const mine = { [config.name]: { start: fingerprint(config), at: Date.now() } };
    this.#write({ ...this.#known, allowed: isAllowed ? { ...others, ...mine } : others });
  }

  /** Takes the risk that a server has now: a low score counts at its next start. Throws where it cannot be written. */
  note(config: ServerConfig, { score, parts }: Risk): void {
    if (score === null) return;
    const before = this.#known.low[config.name];
    const { [config.name]: _, ...others } = this.#known.low;
    if (score > HOLD_SCORE) {
      if (before) this.#write({ ...this.#known, low: others });
      return;
    }
    const now = { start: fingerprint(config), score, parts: [...parts] };
    if (!isDeepStrictEqual(before, now)) this.#write({ ...this.#known, low: { ...others, [config.name]: now } });
  }

  #write(permits: PermitsFile): void {
    if (this.#file !== undefined && !this.#isReadOnly) writeFileAtomic(this.#file, JSON.stringify(permits, null, 2));
    this.#known = permits;
  }
}

/** Why a server is not started, and the ways out, as the end of a sentence. */
function holdReason(name: string, score: number): string {
  return `it is held back: its risk score is ${score} of 100, and ${HOLD_SCORE} or less needs your consent. Read why in Review and start it there, or run: mcp-relay servers allow ${name}`;
}

function read(file: string | undefined): PermitsFile {
  try {
    return permitsSchema.parse(JSON.parse(readFileSync(file ?? '', 'utf8')));
  } catch {
    // Without the file, or with a broken one, nobody has consented to anything.
    return { low: {}, allowed: {} };
  }
}

/** Names a way of starting a server: consent to one is none to another. References to secrets stay references in it. */
function fingerprint(config: ServerConfig): string {
  const { kind, startedAs } = config;
  const cwd = config.kind === 'stdio' ? (config.cwd ?? null) : null;
  return createHash('sha256')
    .update(JSON.stringify([kind, startedAs, cwd]))
    .digest('hex');
}
