import { workplace } from '../../host/workplace.ts';
import { controlOf, type ControlCall } from '../control-call.ts';
import { EXIT, UsageError } from '../exit.ts';
import { print, printTable } from '../print.ts';

/** `exceptions list`: the findings that somebody has said are none, and for how long. */
export async function listExceptionsCommand(asJson: boolean): Promise<number> {
  const { exceptions } = await relay()('exceptions.list', {});
  if (asJson) print(JSON.stringify(exceptions, null, 2));
  else if (exceptions.length === 0) print('There are no exceptions.');
  else {
    printTable(
      ['id', 'server', 'tool', 'detector', 'in', 'of', 'until', 'reason'],
      exceptions.map((one) => [
        one.id,
        one.server,
        one.tool ?? '(all)',
        one.detector,
        one.direction,
        one.place ?? 'this value',
        one.expiresAt === null ? 'removed' : new Date(one.expiresAt).toISOString().slice(0, 10),
        one.reason,
      ]),
    );
  }
  return EXIT.done;
}

/** `exceptions remove ID`: what it excepted is a finding again. */
export async function removeExceptionCommand(id: string): Promise<number> {
  await relay()('exceptions.remove', { id });
  process.stderr.write('The exception is removed. What it excepted is a finding again.\n');
  return EXIT.done;
}

const OUTCOMES = { true: 'still found', false: 'found no more', null: 'unknown: only its masked text is kept' };

/** `exceptions check`: tries the rules of now on what every exception was made for. */
export async function checkExceptionsCommand(asJson: boolean): Promise<number> {
  const { cases } = await relay()('exceptions.check', {});
  if (asJson) print(JSON.stringify(cases, null, 2));
  else if (cases.length === 0) print('No exception was ever made.');
  else {
    printTable(
      ['server', 'tool', 'detector', 'made', 'in force', 'now'],
      cases.map((one) => [
        one.server,
        one.tool ?? '(all)',
        one.detector,
        new Date(one.createdAt).toISOString().slice(0, 10),
        one.isInForce ? 'yes' : 'no',
        OUTCOMES[`${one.found}`],
      ]),
    );
  }
  return EXIT.done;
}

function relay(): ControlCall {
  const place = workplace();
  const control = controlOf(place);
  if (control) return control;
  throw new UsageError(
    `No relay is running in ${place.folder.path}. Start one with npm start; MCP_RELAY_DATA_DIR names another folder.`,
  );
}
