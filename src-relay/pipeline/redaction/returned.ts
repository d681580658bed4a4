import type { JsonPath, JsonValue } from '../../protocol/json.ts';
import type { Finding } from '../../protocol/scan-types.ts';
import { toSource } from '../../scan/normalise/view.ts';
import { walkStrings } from '../../scan/walk.ts';
import { formsOf } from '../provenance/forms.ts';
import { gramHashes } from '../provenance/grams.ts';
import { VALUE_GRAM } from '../provenance/source.ts';
import { squeeze } from '../provenance/squeeze.ts';
import type { ValueVault } from './vault.ts';

/** Shorter values would be found in everything, in UTF-16 units. */
const SHORTEST = 4;
/** Longer values have enough letters and digits to be found by their prints, encoded too; of all others so many are sought. */
const SHORT = 16;
const MAX_SHORT = 100;

/**
 * Values that servers have from this relay, found in what a server says: they are masked again whatever a detector would
 * see in them, as they are or encoded.
 */
export function returnedValues(vault: ValueVault, value: JsonValue): Finding[] {
  if (!vault.hasRestored) return [];
  const restored = vault.restored();
  const byName = new Map(restored.map((one) => [one.placeholder, one]));
  const short = restored.filter(({ length }) => length >= SHORTEST && length < SHORT).slice(-MAX_SHORT);
  const sought = short.map(({ kind, name, value: open }) => ({ kind, name, text: open() }));
  const now = Date.now();
  const found: Finding[] = [];
  const report = (
    { kind, name }: Pick<(typeof restored)[number], 'kind' | 'name'>,
    place: Pick<Finding, 'inKey' | 'start' | 'end'> & { readonly path: JsonPath },
  ): void => {
    found.push({
      ...place,
      path: [...place.path],
      detector: 'redaction.returned',
      kind,
      severity: 'high',
      placeholder: name,
      evidence: `${place.end - place.start} characters`,
      reason: 'The server returned a value that the relay had put back for it.',
    });
  };
  walkStrings(value, {
    visitString(text, path, inKey) {
      for (const one of sought) {
        for (let at = text.indexOf(one.text); at >= 0; at = text.indexOf(one.text, at + one.text.length)) {
          report(one, { path, inKey, start: at, end: at + one.text.length });
        }
      }
      if (text.length < VALUE_GRAM) return;
      // The text without its escapes shows most values a second time.
      const places: { readonly start: number; readonly end: number }[] = [];
      for (const view of formsOf(text)) {
        const squeezed = squeeze(view.text);
        const grams = gramHashes(squeezed, VALUE_GRAM, 0);
        for (const trace of vault.prints.traces(squeezed, grams, NOBODY, now, view.text)) {
          const one = byName.get(trace.name ?? '');
          if (!one) continue;
          const { start, end } = toSource(view, trace.start, trace.end);
          if (places.some((other) => other.start < end && start < other.end)) continue;
          const place = whole(text, one.value(), start, end);
          places.push(place);
          report(one, { path, inKey, ...place });
        }
      }
    },
  });
  return found;
}

/** No server has this name: whoever says a value, it is masked. */
const NOBODY = '\0';

/** The place with the signs that the value begins and ends with, where it stands there as it is. */
function whole(text: string, value: string, start: number, end: number): { start: number; end: number } {
  const at = text.indexOf(value, Math.max(0, start - value.length));
  return at >= 0 && at <= start && at + value.length >= end ? { start: at, end: at + value.length } : { start, end };
}
