import { decide } from '../policy/decide.ts';
import { applyEdits } from '../protocol/edits.ts';
import { parseJson } from '../protocol/json.ts';
import { PlaceholderSession } from '../scan/placeholders.ts';
import { MaskableText } from './masking.ts';
import type { Scanner } from './scanner.ts';

/** Longest instructions of one server, and of all together, in characters. */
const MAX_OF_ONE = 8 * 1024;
const MAX_OF_ALL = 32 * 1024;

/** What servers tell models about themselves, scanned like a definition, under the name of each server. */
export class Instructions {
  readonly #servers: readonly string[];
  readonly #labels: ReadonlySet<string>;
  readonly #texts = new Map<string, string>();

  /** @param servers in the order of the configuration */
  constructor(servers: readonly string[]) {
    this.#servers = servers;
    this.#labels = new Set(servers.map((server) => server.trim().toLowerCase()));
  }

  /** Takes a server's instructions, or that it has none. */
  set(server: string, text: string | undefined): void {
    if (text === undefined || text.trim() === '') this.#texts.delete(server);
    else this.#texts.set(server, quoteLabels(cut(text.trim(), MAX_OF_ONE), this.#labels));
  }

  /** All of them as one text; undefined where no server has any. */
  get text(): string | undefined {
    const parts = this.#servers.flatMap((server) => {
      const text = this.#texts.get(server);
      return text === undefined ? [] : [`# ${server}\n${text}`];
    });
    return parts.length === 0 ? undefined : cut(parts.join('\n\n'), MAX_OF_ALL);
  }
}

/** Instructions with their secrets masked, where they could be scanned, and why clients may not read them. */
export interface InspectedInstructions {
  readonly text: string | undefined;
  /** Undefined where clients may read them. */
  readonly reason: string | undefined;
}

/**
 * A server's instructions as clients may read them.
 */
export async function inspectInstructions(
  scanner: Scanner,
  server: string,
  text: string,
): Promise<InspectedInstructions> {
  const source = JSON.stringify(text);
  const report = await scanner.scan({ direction: 'definition', server, tool: 'instructions', source, value: text });
  if (report.failure !== undefined && !report.passes) return { text: undefined, reason: report.failure };
  const { findings, verdict, reason } = decide(report.findings, 'definition');
  const secrets = findings.filter((finding) => finding.verdict === 'mask');
  const edits = new MaskableText(source, new PlaceholderSession()).edits(secrets);
  const masked = edits.length === 0 ? text : parseJson(applyEdits(source, edits));
  const isRisk = verdict === 'block' || verdict === 'ask';
  return {
    text: typeof masked === 'string' ? masked : '',
    reason: isRisk ? (reason ?? 'They were found unsafe.') : undefined,
  };
}

/** No server may pass its words off as another one's: a line that looks like a server's label is shown as a quotation. */
function quoteLabels(text: string, labels: ReadonlySet<string>): string {
  return text.replaceAll(/[^\n\r\v\f\u0085\u2028\u2029]+/gu, (line) =>
    labels.has(headingOf(line).toLowerCase()) ? `> ${line}` : line,
  );
}

/** The text of a Markdown heading; empty for any other line. */
function headingOf(line: string): string {
  const words = line.normalize('NFKC').trim();
  let start = 0;
  let end = words.length;
  while (words[start] === '#') start += 1;
  while (end > start && words[end - 1] === '#') end -= 1;
  return start === 0 ? '' : words.slice(start, end).trim();
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
