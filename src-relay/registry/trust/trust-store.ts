import type { Sqlite } from '../../store/database.ts';
import type { PackageVersion } from '../changes/classify.ts';
import type { ApprovedBy } from '../store.ts';
import { approvalHistory, type ApprovalHistory } from './history.ts';

/** Accepted instructions of a server, and those that wait for a person. */
export interface InstructionPin {
  readonly server: string;
  /** Empty where none were accepted yet. */
  readonly hash: string;
  readonly text: string;
  readonly approvedAt: number;
  readonly pendingHash: string | null;
  readonly pendingText: string | null;
}

/** The package that runs for a server, and the one that ran before where nobody has looked at that yet. */
interface SeenPackage extends PackageVersion {
  readonly seenAt: number;
  /** As `name@version`. */
  readonly before: string | null;
}

/** What the scanner said of a definition the last time, and by which rules. */
export interface ScanVerdict {
  readonly hash: string;
  readonly rules: string;
  readonly outcome: 'clear' | 'risk';
}

/** What is remembered of trust beside tools: instructions, packages, what people have decided, what scans have said. */
export interface TrustStore {
  readonly history: ApprovalHistory;
  instructions(server: string): InstructionPin | undefined;
  setInstructions(pin: InstructionPin, by: ApprovedBy | undefined): void;
  seenPackage(server: string): SeenPackage | undefined;
  setPackage(server: string, seen: SeenPackage): void;
  /** What a person has decided to leave as it is: item -> the hash that it was decided on. */
  decisions(): ReadonlyMap<string, string>;
  decide(item: string, hash: string | undefined): void;
  verdicts(): ReadonlyMap<string, ScanVerdict>;
  setVerdict(server: string, tool: string, verdict: ScanVerdict): void;
}

/** These tables in the relay's database. */
export function createTrustStore(database: Sqlite): TrustStore {
  const history = approvalHistory(database);
  const instructions = database.prepare<[string], InstructionPin>(
    `SELECT server, hash, text, approved_at AS approvedAt, pending_hash AS pendingHash, pending_text AS pendingText
     FROM instruction_pins WHERE server = ?`,
  );
  const setInstructions = database.prepare('INSERT OR REPLACE INTO instruction_pins VALUES (?, ?, ?, ?, ?, ?)');
  const seenPackage = database.prepare<[string], SeenPackage>(
    'SELECT name, version, seen_at AS seenAt, before FROM server_packages WHERE server = ?',
  );
  const setPackage = database.prepare('INSERT OR REPLACE INTO server_packages VALUES (?, ?, ?, ?, ?)');
  const decisions = database.prepare<[], { item: string; hash: string }>('SELECT item, hash FROM review_decisions');
  const decide = database.prepare('INSERT OR REPLACE INTO review_decisions VALUES (?, ?, ?)');
  const forget = database.prepare('DELETE FROM review_decisions WHERE item = ?');
  const verdicts = database.prepare<[], ScanVerdict & { server: string; tool: string }>('SELECT * FROM scan_verdicts');
  const setVerdict = database.prepare('INSERT OR REPLACE INTO scan_verdicts VALUES (?, ?, ?, ?, ?)');
  return {
    history,
    instructions: (server) => instructions.get(server),
    setInstructions(pin, by) {
      const { server, hash, text, approvedAt } = pin;
      database.transaction(() => {
        setInstructions.run(server, hash, text, approvedAt, pin.pendingHash, pin.pendingText);
        if (by === undefined) return;
        history.add(
          { kind: 'instructions', server, tool: '', hash, definition: text, approvedAt },
          { by, package: undefined },
        );
      })();
    },
    seenPackage: (server) => seenPackage.get(server),
    setPackage: (server, { name, version, seenAt, before }) =>
      void setPackage.run(server, name, version, seenAt, before),
    decisions: () => new Map(decisions.all().map(({ item, hash }) => [item, hash])),
    decide: (item, hash) => void (hash === undefined ? forget.run(item) : decide.run(item, hash, Date.now())),
    verdicts: () =>
      new Map(
        verdicts
          .all()
          .map(({ server, tool, hash, rules, outcome }) => [`${server}\0${tool}`, { hash, rules, outcome }]),
      ),
    setVerdict: (server, tool, { hash, rules, outcome }) => void setVerdict.run(server, tool, hash, rules, outcome),
  };
}
