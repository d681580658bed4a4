const REACH = 240;

/** The start of the sentence or line that `at` stands in, at most 240 UTF-16 units before it. */
export function sentenceStart(text: string, at: number): number {
  const limit = Math.max(0, at - REACH);
  let start = at;
  while (start > limit && !endsSentence(text, start - 1)) start--;
  if (start === limit && limit > 0) return at;
  while (start < at && isBlank(text.charCodeAt(start))) start++;
  return start;
}

/** The end of the sentence or line that ends at or behind `at`, at most 240 UTF-16 units behind it. */
export function sentenceEnd(text: string, at: number): number {
  const limit = Math.min(text.length, at + REACH);
  if (at > 0 && endsSentence(text, at - 1)) return at;
  for (let end = at; end < limit; end++) {
    if (text.charCodeAt(end) === 10) return end;
    if (endsSentence(text, end)) return end + 1;
  }
  return limit === text.length ? limit : at;
}

/** A line end, or a stop with a blank behind it: the dot of an address or a number is none. */
function endsSentence(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit === 10) return true;
  if (unit !== 46 && unit !== 33 && unit !== 63) return false;
  return at + 1 >= text.length || isBlank(text.charCodeAt(at + 1));
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}
