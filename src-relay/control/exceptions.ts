import { placeOf, type FindingException } from '../policy/exceptions.ts';
import { parseJson, valueAt, type JsonValue } from '../protocol/json.ts';
import type { Finding } from '../protocol/scan-types.ts';
import type { Relay } from '../relay.ts';
import { ControlError } from './control-error.ts';
import { PROCEDURES, type CallDetail, type FindingExceptionView, type StoredFinding } from './contract.ts';
import type { LogReader } from './log/reader.ts';
import { answer, stored, type Handler } from './procedure.ts';

/** Characters of a text that are kept around what was found in it. */
const SAMPLE_REACH = 2000;
const DAY_MS = 24 * 60 * 60 * 1000;

type ExceptionProcedure = Extract<keyof typeof PROCEDURES, `exceptions.${string}`>;

/** Finding exceptions: what people have said is no finding. */
export function exceptionHandlers({
  relay,
  log,
}: {
  readonly relay: Relay;
  readonly log: LogReader;
}): Readonly<Record<ExceptionProcedure, Handler>> {
  const list = (): { exceptions: FindingExceptionView[] } => ({
    exceptions: relay.exceptions.standing.map((one) => view(relay, one)),
  });
  return {
    'exceptions.list': answer(PROCEDURES['exceptions.list'], async () => list()),
    'exceptions.add': answer(PROCEDURES['exceptions.add'], async (input) => {
      relay.flushLog();
      const entry = await log.get(input.entryId);
      const finding = entry?.findings[input.finding];
      if (!entry || !finding) throw new ControlError('not_found', 'This finding is not in the log any more.');
      const { server } = entry;
      if (server === null)
        throw new ControlError('refused', 'This call reached no server: there is nothing to except.');
      if (finding.exception !== undefined) throw new ControlError('conflict', 'An exception holds for it already.');
      if (input.scope === 'value' && finding.valueHash === undefined) {
        const message = 'What was found was not kept so that it can be recognised: except its place, or call again.';
        throw new ControlError('conflict', message);
      }
      await stored(() =>
        relay.addException({
          server,
          tool: input.allTools ? undefined : (entry.tool ?? ''),
          detector: finding.detector,
          direction: finding.direction,
          scope:
            input.scope === 'value'
              ? { kind: 'value', valueHash: finding.valueHash ?? '' }
              : { kind: 'place', place: placeOf(finding) },
          reason: input.reason,
          expiresAt: expiryOf(input.days),
          sample: sampleOf(payloadOf(entry, finding), finding),
        }),
      );
      await relay.rescan(server);
      return list();
    }),
    'exceptions.addForTool': answer(
      PROCEDURES['exceptions.addForTool'],
      async ({ server, name, hash, days, reason }) => {
        const found = await relay.definitionFindings(server, name, hash);
        if (!found) {
          throw new ControlError(
            'conflict',
            'The definition has changed meanwhile: read it anew before you except it.',
          );
        }
        if (found.findings.length === 0)
          throw new ControlError('conflict', 'Nothing that was found keeps this tool off.');
        for (const finding of found.findings) {
          const { detector, valueHash } = finding;
          await stored(() =>
            relay.addException({
              server,
              tool: name,
              detector,
              direction: 'definition',
              scope:
                valueHash === undefined ? { kind: 'place', place: placeOf(finding) } : { kind: 'value', valueHash },
              reason,
              expiresAt: expiryOf(days),
              sample: sampleOf(found.value, finding),
            }),
          );
        }
        await relay.rescan(server);
        return list();
      },
    ),
    'exceptions.remove': answer(PROCEDURES['exceptions.remove'], async ({ id }) => {
      const known = relay.exceptions.standing.find((exception) => exception.id === id);
      if (!known || !(await stored(() => relay.removeException(id)))) {
        throw new ControlError('not_found', 'This exception is not in force any more.');
      }
      await relay.rescan(known.server);
      return list();
    }),
    'exceptions.check': answer(PROCEDURES['exceptions.check'], async () => {
      const inForce = new Set(relay.exceptions.standing.map(({ id }) => id));
      const cases = [];
      for (const one of relay.exceptions.cases()) {
        cases.push({
          id: one.id,
          server: one.server,
          tool: one.tool ?? null,
          detector: one.detector,
          reason: one.reason,
          createdAt: one.createdAt,
          isInForce: inForce.has(one.id),
          found: await isFound(relay, one),
        });
      }
      return { cases };
    }),
  };
}

function view(relay: Relay, exception: FindingException): FindingExceptionView {
  const { scope, tool, expiresAt, id, server, detector, direction, reason, createdAt } = exception;
  return {
    id,
    server,
    tool: tool ?? null,
    detector,
    direction,
    scope: scope.kind,
    place: scope.kind === 'place' ? scope.place : null,
    reason,
    createdAt,
    expiresAt: expiresAt ?? null,
    uses: relay.exceptions.usesOf(id),
  };
}

function expiryOf(days: number | null): number | undefined {
  return days === null ? undefined : Date.now() + days * DAY_MS;
}

/** Whether the rules still find what an exception was made for; null where that was not kept. */
async function isFound(relay: Relay, { sample, direction, server, tool, detector }: FindingException) {
  if (sample === undefined) return null;
  const item = { direction, server, tool: tool ?? '', source: JSON.stringify(sample), value: sample };
  const findings = await relay.findIn(item);
  return findings.some((finding) => finding.detector === detector);
}

function payloadOf(entry: CallDetail, { direction }: StoredFinding): JsonValue | undefined {
  const text = direction === 'request' ? entry.request : entry.response;
  try {
    return text === null ? undefined : parseJson(text);
  } catch {
    // Only the beginning of a long payload is kept.
    return undefined;
  }
}

/** The text around what was found, for a later check of the rules; undefined where it was masked or is not there. */
function sampleOf(
  payload: JsonValue | undefined,
  { kind, path, inKey, start, end }: Pick<Finding, 'path' | 'inKey' | 'start' | 'end'> & { readonly kind: string },
): string | undefined {
  if (kind === 'secret' || kind === 'pii' || payload === undefined) return undefined;
  const text = inKey ? path.at(-1) : valueAt(payload, path);
  if (typeof text !== 'string') return undefined;
  return text.slice(Math.max(0, start - SAMPLE_REACH), end + SAMPLE_REACH);
}
