import { LOGGING_LEVELS, type LoggingLevel } from '../protocol/era.ts';
import type { Frame } from '../protocol/frame.ts';
import { member, type JsonValue } from '../protocol/json.ts';

/** The severity that a value names; undefined for anything that is none. */
export function loggingLevel(value: JsonValue | undefined): LoggingLevel | undefined {
  return LOGGING_LEVELS.find((level) => level === value);
}

/** Whether a `notifications/message` is severe enough; one without a level of the list always is. */
export function isWanted(frame: Frame, least: LoggingLevel | undefined): boolean {
  const level = loggingLevel(member(frame.message.params, 'level'));
  return least === undefined || level === undefined || LOGGING_LEVELS.indexOf(level) >= LOGGING_LEVELS.indexOf(least);
}

/** The most talkative of several levels; undefined where none is set. */
export function mostTalkative(levels: Iterable<LoggingLevel | undefined>): LoggingLevel | undefined {
  const set = new Set(levels);
  return LOGGING_LEVELS.find((level) => set.has(level));
}
