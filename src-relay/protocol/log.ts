/** Levels by rank; LOGLEVEL names the lowest that is written. */
const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Log sentences hold names, counts and codes; never payload text. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Longest line, in characters, and most lines in a second: servers can make the relay log as much as they like. */
const MAX_LINE = 2000;
const MAX_LINES_A_SECOND = 100;

/**
 * Writes one line an entry: `2026-01-31T10:00:00.000Z warn message`. Line breaks inside a message, and control characters that
 * could drive a terminal, are shown escaped: servers choose their own names and error texts.
 */
export function createLog(level: LogLevel, write: (line: string) => void): Log {
  const lowest = LOG_LEVELS.indexOf(level);
  let second = 0;
  let lines = 0;
  let leftOut = 0;
  const line = (rank: LogLevel, message: string): void =>
    write(`${new Date().toISOString()} ${rank.padEnd(5)} ${printable(message.slice(0, MAX_LINE))}\n`);
  const at = (rank: LogLevel) => (message: string) => {
    if (LOG_LEVELS.indexOf(rank) < lowest) return;
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) {
      if (leftOut > 0) line('warn', `${leftOut} lines were left out: too many at once`);
      second = now;
      lines = 0;
      leftOut = 0;
    }
    lines += 1;
    if (lines > MAX_LINES_A_SECOND) leftOut += 1;
    else line(rank, message);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Reads LOGLEVEL loosely: `WARNING` is `warn`, anything unknown is `info`. */
export function logLevel(name: string | undefined): LogLevel {
  const wanted = (name ?? '').toLowerCase();
  return LOG_LEVELS.find((level) => wanted === level || wanted === `${level}ing`) ?? 'info';
}

/** Text with control, bidi and zero-width characters spelled as \u escapes. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu,
    (unit) => `\\u${(unit.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
