import { foldView } from './fold.ts';
import { identityView } from './view.ts';

/** A short text with look-alike letters as the ASCII that they look like, and invisible characters gone. */
export function plainLetters(text: string): string {
  return foldView(identityView(text))?.view.text ?? text;
}
