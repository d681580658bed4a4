import { isDigit, isHexDigit } from './units.ts';

const digitsEnd = (text: string, from: number): number => {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
};

/** Where a time of day (`9:30`, `09:30:00.123`) that begins with the digits in `[start, end)` is over, -1 where it is none. */
export function timeEnd(text: string, start: number, end: number): number {
  if (end - start > 2 || text.charCodeAt(end) !== 58 || text.charCodeAt(start - 1) === 58) return -1;
  const minutes = digitsEnd(text, end + 1);
  if (minutes - end !== 3) return -1;
  if (text.charCodeAt(minutes) !== 58) return isHexDigit(text.charCodeAt(minutes)) ? -1 : minutes;
  const seconds = digitsEnd(text, minutes + 1);
  const next = text.charCodeAt(seconds);
  if (seconds - minutes !== 3 || next === 58 || isHexDigit(next)) return -1;
  return next === 46 || next === 44 ? Math.max(seconds, digitsEnd(text, seconds + 1)) : seconds;
}

/**
 * Where a date (of numbers, with a year) or a decimal number that begins with the digits in `[start, end)`
 * is over, -1 where they are none of these. Most digits of logs and tables are, and none of them is worth a closer look.
 */
export function everydayEnd(text: string, start: number, end: number): number {
  const length = end - start;
  const separator = text.charCodeAt(end);
  const second = digitsEnd(text, end + 1);
  const middle = second - end - 1;
  if (length > 4 || middle === 0) return -1;
  const next = text.charCodeAt(second);
  if (separator !== 45 && separator !== 46 && separator !== 47) return -1;
  // A second separator of the same kind makes a date where the lengths fit.
  if (next === separator && isDigit(text.charCodeAt(second + 1))) {
    const last = digitsEnd(text, second + 1);
    const year = last - second - 1;
    const isDate =
      middle <= 2 && ((length === 4 && year <= 2) || (length <= 2 && (year === 4 || (year === 2 && separator === 47))));
    const after = text.charCodeAt(last);
    const goesOn = (after === separator || after === 45) && isDigit(text.charCodeAt(last + 1));
    return isDate && !goesOn ? last : -1;
  }
  if (separator !== 46 || next === 45 || next === 46 || next === 47 || next === 40 || next === 41) return -1;
  // `555.0142` is a phone number as well as a decimal one.
  if (length === 3 && middle === 4) return -1;
  // `12.50`, with nothing but a blank and no further group behind it.
  return next === 32 && isDigit(text.charCodeAt(second + 1)) && length > 2 ? -1 : second;
}
