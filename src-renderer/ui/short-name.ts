import { spelledOut } from './untrusted/odd-characters.ts';

const MOST = 60;

/** A name that others gave, for a sentence in which no boxes can be drawn: spelled out, and cut where it is long. */
export function shortName(name: string): string {
  return spelledOut(name.length > MOST ? `${name.slice(0, MOST)}…` : name);
}
