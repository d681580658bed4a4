import { within } from '../harness/deadline.ts';
import { type CheckedCall, OPERATIONS, type Operation, type Plan } from './operations.ts';
import { definitionEvidence, evidenceOf } from './evidence.ts';
import type { Session } from './session.ts';

/** Whether an operation worked, and with what: evidence of two ways can be compared. */
export type Outcome =
  | { readonly works: true; readonly evidence: ReadonlyMap<string, string> }
  | { readonly works: false; readonly why: string };

export type Outcomes = ReadonlyMap<Operation, Outcome>;

const OPERATION_MS = 60_000;

/** What a server has to offer of all that can be tried. */
export function offered(plan: Plan): readonly Operation[] {
  return OPERATIONS.filter((operation) => plan[operation] !== undefined);
}

/** Tries these operations one after the other; a failure of one does not end the others. */
export async function attemptAll(session: Session, plan: Plan, operations: readonly Operation[]): Promise<Outcomes> {
  const outcomes = new Map<Operation, Outcome>();
  for (const operation of operations) {
    outcomes.set(operation, await outcomeOf(() => within(operation, attempt(session, plan, operation), OPERATION_MS)));
  }
  return outcomes;
}

async function outcomeOf(run: () => Promise<ReadonlyMap<string, string>>): Promise<Outcome> {
  try {
    return { works: true, evidence: await run() };
  } catch (error) {
    return { works: false, why: error instanceof Error ? error.message : String(error) };
  }
}

async function attempt(session: Session, plan: Plan, operation: Operation): Promise<ReadonlyMap<string, string>> {
  const evidence = await perform(session, plan, operation);
  return plan.unsteady?.includes(operation) === true ? new Map<string, string>() : evidence;
}

async function perform(session: Session, plan: Plan, operation: Operation): Promise<ReadonlyMap<string, string>> {
  switch (operation) {
    case 'list':
      return list(session, plan);
    case 'call':
      return checkedCall(session, plan.call);
    case 'read': {
      const { uri, answers } = needed(plan.read);
      return checked(await session.read(uri), answers);
    }
    case 'prompt': {
      const { name, args, answers } = needed(plan.prompt);
      return checked(await session.prompt(name, args), answers);
    }
    case 'subscribe':
      return subscribe(session, plan);
    case 'sample':
      return checkedCall(session, needed(plan.sample));
    case 'elicit':
      return checkedCall(session, needed(plan.elicit));
  }
}

async function list(session: Session, plan: Plan): Promise<ReadonlyMap<string, string>> {
  const evidence = new Map<string, string>();
  for (const kind of session.lists) {
    const names = plan.list[kind];
    if (names === undefined) continue;
    const listed = definitionEvidence(kind, await session.list(kind));
    const missing = names.filter((name) => !listed.has(`${kind} ${name}`));
    if (missing.length > 0) throw new Error(`${kind} not listed: ${missing.join(', ')}`);
    for (const [key, value] of listed) evidence.set(key, value);
  }
  return evidence;
}

async function checkedCall(session: Session, call: CheckedCall): Promise<ReadonlyMap<string, string>> {
  return checked(await session.call(call.tool, call.args), call.answers);
}

function checked(result: unknown, answers: RegExp): ReadonlyMap<string, string> {
  const text = JSON.stringify(result);
  if (!answers.test(text)) throw new Error(`not the expected answer: ${text}`);
  return new Map([['result', evidenceOf(result)]]);
}

async function subscribe(session: Session, plan: Plan): Promise<ReadonlyMap<string, string>> {
  const { uri, change, again } = needed(plan.subscribe);
  await session.updated(uri, async () => {
    const done = JSON.stringify(await session.call(change.tool, change.args));
    // A switch that an earlier attempt left on.
    if (again !== undefined && done.includes('Stopped')) await session.call(again.tool, again.args);
  });
  if (again !== undefined) await session.call(again.tool, again.args);
  return new Map<string, string>();
}

function needed<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The server has no such thing.');
  return part;
}
