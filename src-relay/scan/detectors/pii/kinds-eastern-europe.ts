import { isDay, isOneDigit, isYymmdd, luhn, mod11x10, weightedSum } from './check-digits.ts';
import { numberKind, type NumberKind } from './kind.ts';

/** Months that stand 20, 40, 60 or 80 higher name other centuries. */
const isShiftedDate = (id: string, step: number): boolean =>
  isDay(Number(id.slice(0, 2)), Number(id.slice(2, 4)) % step, Number(id.slice(4, 6)));

const isPesel = (id: string): boolean =>
  isShiftedDate(id, 20) && weightedSum(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
const isNip = (id: string): boolean =>
  weightedSum(id, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(id[9]) && !isOneDigit(id);
const isRegon = (id: string): boolean => (weightedSum(id, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === Number(id[8]);

const isRodneCislo = (id: string): boolean =>
  isShiftedDate(id, 50) &&
  (id.length === 9 || Number(id) % 11 === 0 || ((Number(id.slice(0, 9)) % 11) % 10 === 0 && id.endsWith('0')));
const isEgn = (id: string): boolean =>
  isShiftedDate(id, 20) && (weightedSum(id, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === Number(id[9]);
const isCnp = (id: string): boolean => {
  const rest = weightedSum(id, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return /^[1-9]/.test(id) && isYymmdd(id.slice(1)) && (rest === 10 ? 1 : rest) === Number(id[12]);
};
const isJmbg = (id: string): boolean => {
  const rest = 11 - (weightedSum(id, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return (
    isDay(Number(id.slice(5, 7)), Number(id.slice(2, 4)), Number(id.slice(0, 2))) &&
    (rest > 9 ? 0 : rest) === Number(id[12])
  );
};
const isAmka = (id: string): boolean =>
  isDay(Number(id.slice(4, 6)), Number(id.slice(2, 4)), Number(id.slice(0, 2))) && luhn(id);
const isAfm = (id: string): boolean =>
  !isOneDigit(id) && (weightedSum(id, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(id[8]);
const isInn = (id: string): boolean => {
  const check = (weights: readonly number[]): number => (weightedSum(id, weights) % 11) % 10;
  if (isOneDigit(id)) return false;
  if (id.length === 10) return check([2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(id[9]);
  return (
    check([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(id[10]) &&
    check([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(id[11])
  );
};
const isSnils = (id: string): boolean => {
  const sum = weightedSum(id, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return (sum === 100 ? 0 : sum) === Number(id.slice(9)) && !isOneDigit(id);
};
const isRnokpp = (id: string): boolean =>
  id.length !== 10 || (((weightedSum(id, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === Number(id[9]);
const isHungarian = (id: string): boolean =>
  id.length === 9
    ? weightedSum(id, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === Number(id[8])
    : id.length !== 10 || weightedSum(id, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === Number(id[9]);

/** Numbers of central, eastern and south-eastern Europe. */
export const EASTERN_EUROPEAN_KINDS: readonly NumberKind[] = [
  numberKind({
    id: 'pl-pesel',
    placeholder: 'PL_PESEL',
    title: 'a Polish identity number',
    shapes: ['d11'],
    tags: ['pesel'],
    valid: isPesel,
    match: ['PESEL 44051401458', 'pesel: 02070803628'],
    noMatch: ['order 44051401458', '44051401458'],
  }),
  numberKind({
    id: 'pl-nip',
    placeholder: 'PL_NIP',
    title: 'a Polish tax number',
    shapes: ['d10', 'd3-d3-d2-d2', 'd3-d2-d2-d3', 'd3 d3 d2 d2'],
    tags: ['nip'],
    valid: isNip,
    free: 'divided',
    match: ['NIP 123-456-32-18', 'nip: 1234563218'],
    noMatch: ['123-456-32-19', 'run 1234563218'],
  }),
  numberKind({
    id: 'pl-regon',
    placeholder: 'PL_REGON',
    title: 'a Polish business number',
    shapes: ['d9', 'd14'],
    tags: ['regon'],
    valid: isRegon,
    match: ['REGON 123456785'],
    noMatch: ['123456785'],
  }),
  numberKind({
    id: 'pl-id-card',
    placeholder: 'PL_ID_CARD',
    title: 'a Polish identity card',
    shapes: ['a3d6', 'a3 d6'],
    tags: ['polishId'],
    match: ['dowód osobisty ABC123456', 'seria i numer: ABC 123456'],
    noMatch: ['part ABC123456'],
  }),
  numberKind({
    id: 'cz-rodne-cislo',
    placeholder: 'CZ_RODNE_CISLO',
    title: 'a Czech or Slovak birth number',
    shapes: ['d6/d4', 'd6/d3', 'd10', 'd9'],
    tags: ['rodneCislo'],
    valid: isRodneCislo,
    free: (written, id) => written.includes('/') && id.length === 10,
    match: ['rodné číslo 780123/3540', '780123/3540'],
    noMatch: ['780123/3541', '789923/3540', 'run 7801233540'],
  }),
  numberKind({
    id: 'bg-egn',
    placeholder: 'BG_EGN',
    title: 'a Bulgarian citizen number',
    shapes: ['d10'],
    tags: ['egn'],
    valid: isEgn,
    match: ['ЕГН 7523169263', 'EGN: 7523169263'],
    noMatch: ['epoch 7523169263', '7523169263'],
  }),
  numberKind({
    id: 'ro-cnp',
    placeholder: 'RO_CNP',
    title: 'a Romanian personal number',
    shapes: ['d13'],
    tags: ['cnp'],
    valid: isCnp,
    match: ['CNP: 1800101221144'],
    noMatch: ['1800101221144', 'timestamp 1800101221144'],
  }),
  numberKind({
    id: 'ro-cui',
    placeholder: 'RO_CUI',
    title: 'a Romanian business number',
    shapes: ['d8', 'a2d8', 'a2 d8', 'd7', 'd6'],
    tags: ['cui'],
    match: ['CUI RO12345678'],
    noMatch: ['RO12345678'],
  }),
  numberKind({
    id: 'hr-oib',
    placeholder: 'HR_OIB',
    title: 'a Croatian personal number',
    shapes: ['d11'],
    tags: ['oib'],
    valid: mod11x10,
    match: ['OIB 12345678903'],
    noMatch: ['12345678903', 'order 12345678903'],
  }),
  numberKind({
    id: 'balkan-jmbg',
    placeholder: 'JMBG',
    title: 'a citizen number of a successor state of Yugoslavia',
    shapes: ['d13'],
    tags: ['jmbg'],
    valid: isJmbg,
    match: ['JMBG 0101980710000', 'EMŠO: 0101980710000'],
    noMatch: ['seed 0101980710000', '0101980710000'],
  }),
  numberKind({
    id: 'gr-amka',
    placeholder: 'GR_AMKA',
    title: 'a Greek insurance number',
    shapes: ['d11'],
    tags: ['amka'],
    valid: isAmka,
    match: ['ΑΜΚΑ 01018012342', 'AMKA: 01018012342'],
    noMatch: ['order 01018012342'],
  }),
  numberKind({
    id: 'gr-afm',
    placeholder: 'GR_AFM',
    title: 'a Greek tax number',
    shapes: ['d9', 'a2d9'],
    tags: ['afm'],
    valid: isAfm,
    match: ['ΑΦΜ 123456783', 'AFM: 123456783'],
    noMatch: ['123456783'],
  }),
  numberKind({
    id: 'hu-number',
    placeholder: 'HU_ID',
    title: 'a Hungarian insurance, tax or personal number',
    shapes: ['d9', 'd3 d3 d3', 'd3-d3-d3', 'd10', 'd8-d1-d2', 'd1-d6-d4', 'd11', 'd1 d6 d4'],
    tags: ['hungarian'],
    valid: isHungarian,
    match: ['TAJ szám: 123 456 788', 'adóazonosító 8123456786'],
    noMatch: ['123 456 788'],
  }),
  numberKind({
    id: 'ru-inn',
    placeholder: 'RU_INN',
    title: 'a Russian tax number',
    shapes: ['d10', 'd12'],
    tags: ['inn'],
    valid: isInn,
    match: ['ИНН 500100732259', 'INN: 7830002293'],
    noMatch: ['order 500100732259', '7830002293'],
  }),
  numberKind({
    id: 'ru-snils',
    placeholder: 'RU_SNILS',
    title: 'a Russian insurance number',
    shapes: ['d3-d3-d3 d2', 'd3-d3-d3-d2', 'd11', 'd3 d3 d3 d2'],
    tags: ['snils'],
    valid: isSnils,
    free: (written) => written.includes('-'),
    match: ['СНИЛС 112-233-445 95', '112-233-445 95'],
    noMatch: ['112-233-445 96', 'run 11223344595'],
  }),
  numberKind({
    id: 'ru-passport',
    placeholder: 'RU_PASSPORT',
    title: 'a Russian passport',
    shapes: ['d4 d6', 'd2 d2 d6', 'd10', 'd4-d6'],
    tags: ['russianPassport'],
    match: ['паспорт 4510 123456', 'Серия и номер: 45 10 123456'],
    noMatch: ['4510 123456'],
  }),
  numberKind({
    id: 'ua-kz-number',
    placeholder: 'TAX_ID',
    title: 'a Ukrainian tax number or a Kazakh individual number',
    shapes: ['d10', 'd12', 'd9'],
    tags: ['rnokpp'],
    valid: isRnokpp,
    match: ['РНОКПП 3184710691', 'ИИН: 900101300123'],
    noMatch: ['order 3184710691'],
  }),
];
