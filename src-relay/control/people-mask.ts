import { messageOf } from '../protocol/errors.ts';
import { applyEdits } from '../protocol/edits.ts';
import { parseJson } from '../protocol/json.ts';
import { isSensitive, MaskableText } from '../pipeline/masking.ts';
import { ItemScanner } from '../scan/item-scan.ts';
import { maskSpans } from '../scan/mask.ts';
import { PlaceholderSession } from '../scan/placeholders.ts';
import { LOCAL_RULES } from '../scan/registry.ts';

/**
 * Masks secrets in what comes from servers without having passed the pipeline: error output, definitions of trusted
 * servers, command lines. People look at windows together, and send each other pictures of them.
 */
export class PeopleMask {
  #scanner: ItemScanner | undefined;

  /** Its rules take a moment to make ready, and some memory: most starts show nobody anything. */
  get #ready(): ItemScanner {
    return (this.#scanner ??= new ItemScanner(LOCAL_RULES));
  }

  /** A text with its secrets masked; withheld where not all of them could be found. */
  text(text: string): string {
    try {
      const findings = this.#ready.scanText(text, 'response').filter((finding) => isSensitive(finding));
      const placeholders = new PlaceholderSession();
      return maskSpans(text, findings, (kind, value) => placeholders.placeholder(kind, value));
    } catch (error) {
      return withheld(error);
    }
  }

  /** A JSON text with the secrets in its strings masked; everything else stays byte for byte. */
  json(source: string): string {
    try {
      const findings = this.#ready.scan(parseJson(source), 'response').filter((finding) => isSensitive(finding));
      return applyEdits(source, new MaskableText(source, new PlaceholderSession()).edits(findings));
    } catch (error) {
      return JSON.stringify(withheld(error));
    }
  }
}

let shared: PeopleMask | undefined;

/** One for all. */
export function peopleMask(): PeopleMask {
  return (shared ??= new PeopleMask());
}

function withheld(error: unknown): string {
  return `(withheld: it could not be checked for secrets: ${messageOf(error)})`;
}
