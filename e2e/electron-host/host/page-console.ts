import type { EventEmitter } from 'node:events';
import type { CdpSession } from './cdp.ts';
import { makeEvent } from './event.ts';

type Level = 'info' | 'warning' | 'error' | 'debug';

const LEVELS: Readonly<Record<string, Level>> = {
  error: 'error',
  assert: 'error',
  warning: 'warning',
  debug: 'debug',
  verbose: 'debug',
};
const LEVEL_NUMBERS: readonly Level[] = ['debug', 'info', 'warning', 'error'];

/** Tells the app what its page writes to the console, errors and refusals of Chromium included. */
export function followConsole(session: CdpSession, contents: EventEmitter): void {
  const emit = (level: Level, message: string, lineNumber: number, sourceId: string): void => {
    const event = makeEvent({ level, message, lineNumber, sourceId });
    contents.emit('console-message', event, LEVEL_NUMBERS.indexOf(level), message, lineNumber, sourceId);
  };
  session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const words = args.map((argument) => String(argument.value ?? argument.description ?? argument.type));
    const place = stackTrace?.callFrames[0];
    emit(LEVELS[type] ?? 'info', words.join(' '), (place?.lineNumber ?? -1) + 1, place?.url ?? '');
  });
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { exception, text, lineNumber, url } = exceptionDetails;
    emit('error', `Uncaught ${exception?.description ?? text}`, lineNumber + 1, url ?? '');
  });
  session.on('Log.entryAdded', ({ entry }) => {
    emit(LEVELS[entry.level] ?? 'info', entry.text, (entry.lineNumber ?? -1) + 1, entry.url ?? '');
  });
}
