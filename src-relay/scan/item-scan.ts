import type { JsonPath, JsonValue } from '../protocol/json.ts';
import type { Finding, ScanDirection } from '../protocol/scan-types.ts';
import { evidenceOf } from './evidence.ts';
import type { RuleSet } from './ruleset.ts';
import { CompiledRules } from './ruleset.ts';
import { TooManyFindings, type Span } from './span-list.ts';
import { TextScanner, TOO_HEAVY } from './text-scan.ts';
import { walkStrings, type StringVisitor } from './walk.ts';

/** Findings that are not masked only decide the verdict: more of them than this say nothing new. */
const MAX_THREATS = 1000;
/** Findings that are masked must all be known; a text beyond this is a scanner failure, never half masked. */
const MAX_MASKED = 20_000;
/** Elements of all paths together: a value 100,000 deep must not turn a few findings into gigabytes. */
const MAX_PATH_ELEMENTS = 4_000_000;
const NO_FINDINGS: readonly Finding[] = [];

/** Scans all strings of a JSON value on the calling thread. Not re-entrant; without findings it allocates nothing of note. */
export class ItemScanner implements StringVisitor {
  private readonly scanner: TextScanner;
  private direction: ScanDirection = 'response';
  private findings: Finding[] = [];
  private masked = 0;
  private pathElements = 0;
  private leavesHeavy = false;
  private metHeavy = false;

  constructor(rules: RuleSet) {
    this.scanner = new TextScanner(new CompiledRules(rules));
  }

  /** Throws TooManyFindings where not all that must be masked could be listed. */
  scan(value: JsonValue, direction: ScanDirection): readonly Finding[] {
    this.leavesHeavy = false;
    return this.walk(value, direction);
  }

  /** Like `scan`, but gives undefined where a text turns out to take long: that one belongs into a worker thread. */
  scanUnlessHeavy(value: JsonValue, direction: ScanDirection): readonly Finding[] | undefined {
    this.leavesHeavy = true;
    const findings = this.walk(value, direction);
    return this.metHeavy ? undefined : findings;
  }

  private walk(value: JsonValue, direction: ScanDirection): readonly Finding[] {
    this.direction = direction;
    this.masked = this.pathElements = 0;
    this.metHeavy = false;
    this.findings = [];
    walkStrings(value, this);
    return this.findings.length === 0 ? NO_FINDINGS : this.findings;
  }

  visitString(text: string, path: JsonPath, inKey: boolean): void {
    if (this.metHeavy) return;
    const spans = this.scanner.scan(text, this.direction, this.leavesHeavy);
    if (spans.length === 0) {
      if (spans === TOO_HEAVY) this.metHeavy = true;
      return;
    }
    const secrets = spans.filter((span) => span.definition.placeholder !== undefined);
    for (const span of spans) this.add(text, span, secrets, path, inKey);
  }

  /** Findings of one text that stands alone. */
  scanText(text: string, direction: ScanDirection): readonly Finding[] {
    this.direction = direction;
    this.masked = this.pathElements = 0;
    this.leavesHeavy = this.metHeavy = false;
    this.findings = [];
    this.visitString(text, [], false);
    return this.findings;
  }

  private add(text: string, span: Span, secrets: readonly Span[], path: JsonPath, inKey: boolean): void {
    const { definition, start, end } = span;
    const { placeholder } = definition;
    if (placeholder === undefined && this.findings.length - this.masked >= MAX_THREATS) return;
    this.pathElements += path.length;
    if (this.masked > MAX_MASKED || this.pathElements > MAX_PATH_ELEMENTS) throw new TooManyFindings();
    if (placeholder !== undefined) this.masked++;
    this.findings.push({
      detector: definition.id,
      kind: definition.kind,
      severity: definition.severity,
      path: [...path],
      inKey,
      start,
      end,
      ...(placeholder === undefined ? {} : { placeholder }),
      evidence: evidenceOf(text, span, secrets),
      reason: definition.explanation,
    });
  }
}
