/** A cause as the relay names it (`the program ended with exit code 3`) as a sentence of its own. */
export function asSentence(cause: string): string {
  const text = cause.trim();
  if (text === '') return text;
  return text.slice(0, 1).toUpperCase() + text.slice(1) + (/[.!?…:]$/u.test(text) ? '' : '.');
}
