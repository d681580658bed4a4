/** Characters shown at first, and more with each step. */
export const SHOW_STEP = 64 * 1024;

/** Where to cut a text that is shown up to about `most` characters: never between the halves of a surrogate pair. */
export function cutAt(text: string, most: number): number {
  if (text.length <= most) return text.length;
  const last = text.charCodeAt(most - 1);
  return last >= 0xd800 && last <= 0xdbff ? most - 1 : most;
}
