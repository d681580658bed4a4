import { isDay, isDdmmyy, isYymmdd, luhn, weightedSum } from './check-digits.ts';
import { numberKind, type NumberKind } from './kind.ts';

/** A day that may stand 60 higher: coordination numbers of foreigners. */
const isSwedish = (id: string): boolean => {
  const short = id.slice(-10);
  const day = Number(short.slice(4, 6));
  const date = short.slice(0, 4) + String(day > 60 ? day - 60 : day).padStart(2, '0');
  const century = id.length === 12 ? /^(?:18|19|20)/.test(id) : true;
  return century && isYymmdd(date) && luhn(short);
};

const HETU_LETTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const isHetu = (id: string): boolean => {
  const digits = id.slice(0, 6) + id.slice(-4, -1);
  return isDdmmyy(id) && HETU_LETTERS[Number(digits) % 31] === id.at(-1);
};
const HETU_CENTURY = /^\d{6}[-+A-FU-Y\u2010-\u2013]/i;

const isNorwegian = (id: string): boolean => {
  const day = Number(id.slice(0, 2)) % 40;
  const month = Number(id.slice(2, 4)) % 40;
  return (
    isDay(Number(id.slice(4, 6)), month, day) &&
    weightedSum(id, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weightedSum(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
};

const isIcelandic = (id: string): boolean =>
  isDdmmyy(id) && /[890]$/.test(id) && weightedSum(id, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;

/** Estonia and Lithuania: sex and century, birth date, number, check digit in two rounds. */
const isBaltic = (id: string): boolean => {
  if (id.length !== 11 || !/^[1-8]/.test(id)) return isDdmmyy(id) && id.length === 11;
  if (!isYymmdd(id.slice(1))) return false;
  const first = weightedSum(id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weightedSum(id, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return (first < 10 ? first : second % 10) === Number(id[10]);
};

/** Numbers of the Nordic and Baltic countries. */
export const NORTHERN_EUROPEAN_KINDS: readonly NumberKind[] = [
  numberKind({
    id: 'se-personnummer',
    placeholder: 'SE_PERSONNUMMER',
    title: 'a Swedish personal number',
    shapes: ['d6-d4', 'd8-d4', 'd10', 'd12', 'd6+d4', 'd8+d4', 'd8 d4', 'd6 d4'],
    tags: ['personnummer'],
    valid: isSwedish,
    free: (written) => written.includes('-') || written.includes('+'),
    match: ['811228-9874', 'personnummer 198112289874'],
    noMatch: ['811228-9875', '811328-9874', 'run 8112289874'],
  }),
  numberKind({
    id: 'fi-hetu',
    placeholder: 'FI_PERSONAL_IDENTITY_CODE',
    title: 'a Finnish personal identity code',
    shapes: ['d6-d3a1', 'd6+d3a1', 'd6a1d3a1', 'd6-d4', 'd6+d4', 'd6a1d4'],
    tags: ['hetu'],
    valid: isHetu,
    free: (written) => HETU_CENTURY.test(written) && !/[a-z]/.test(written),
    match: ['131052-308T', 'hetu 131052A308T'],
    noMatch: ['131052-308U', '131052/308T'],
  }),
  numberKind({
    id: 'no-fodselsnummer',
    placeholder: 'NO_FODSELSNUMMER',
    title: 'a Norwegian identity number',
    shapes: ['d11', 'd6 d5', 'd6-d5'],
    tags: ['fodselsnummer'],
    valid: isNorwegian,
    free: 'always',
    match: ['fødselsnummer 01018010018', '010180 10018'],
    noMatch: ['order 01018010019', '01018010019'],
  }),
  numberKind({
    id: 'dk-cpr',
    placeholder: 'DK_CPR',
    title: 'a Danish personal number',
    shapes: ['d6-d4', 'd10', 'd6 d4'],
    tags: ['cpr'],
    valid: isDdmmyy,
    match: ['CPR: 010180-1234', 'cpr-nummer 0101801234'],
    noMatch: ['990180-1234', 'job 0101801234'],
  }),
  numberKind({
    id: 'is-kennitala',
    placeholder: 'IS_KENNITALA',
    title: 'an Icelandic identity number',
    shapes: ['d6-d4', 'd10'],
    tags: ['icelandic'],
    valid: isIcelandic,
    free: 'divided',
    match: ['kennitala 120174-3399'],
    noMatch: ['120174-3389', 'run 1201743389'],
  }),
  numberKind({
    id: 'baltic-personal-code',
    placeholder: 'PERSONAL_CODE',
    title: 'an Estonian, Latvian or Lithuanian personal code',
    shapes: ['d11', 'd6-d5'],
    tags: ['baltic'],
    valid: isBaltic,
    match: ['isikukood 38001085718', 'personas kods 010180-12345'],
    noMatch: ['job 38001085718', '990180-12345'],
  }),
];
