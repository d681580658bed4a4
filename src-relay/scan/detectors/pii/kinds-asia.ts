import { isDay, isYymmdd, luhn, weightedSum } from './check-digits.ts';
import { numberKind, type NumberKind } from './kind.ts';

/** Birth date, then 1 to 8 for sex and century; numbers given out since October 2020 have no check digit. */
const isRrn = (id: string): boolean => isYymmdd(id) && /^\d{6}[1-8]/.test(id);

const isMyNumber = (id: string): boolean => {
  const rest = weightedSum(id, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest < 2 ? 0 : 11 - rest) === Number(id[11]);
};

const isChinese = (id: string): boolean =>
  /^[1-9]/.test(id) &&
  isDay(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))) &&
  /^\d{6}(?:19|20)/.test(id) &&
  '10X98765432'[weightedSum(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === id[17];

const REGIONS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
const isTaiwanese = (id: string): boolean => {
  const region = REGIONS.indexOf(id.charAt(0)) + 10;
  const sum = Math.floor(region / 10) + (region % 10) * 9 + weightedSum(id.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
  return /^[A-Z][1289]/.test(id) && sum % 10 === 0;
};

const isHongKong = (id: string): boolean => {
  const letters = id.length === 9 ? id.slice(0, 2) : ` ${id.charAt(0)}`;
  const value = (char: string): number => (char === ' ' ? 36 : char.charCodeAt(0) - 55);
  const sum =
    value(letters.charAt(0)) * 9 + value(letters.charAt(1)) * 8 + weightedSum(id.slice(-7, -1), [7, 6, 5, 4, 3, 2]);
  const last = id.at(-1) === 'A' ? 10 : Number(id.at(-1));
  return (sum + last) % 11 === 0;
};

const isThai = (id: string): boolean =>
  /^[1-9]/.test(id) && (11 - (weightedSum(id, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(id[12]);

const isTckn = (id: string): boolean => {
  const odd = weightedSum(id, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weightedSum(id, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return !id.startsWith('0') && tenth === Number(id[9]) && (odd + even + tenth) % 10 === Number(id[10]);
};

/** Numbers of East and South-East Asia, Turkey and Israel. */
export const ASIAN_KINDS: readonly NumberKind[] = [
  numberKind({
    id: 'kr-rrn',
    placeholder: 'KR_RRN',
    title: 'a Korean resident registration number',
    shapes: ['d6-d7', 'd13'],
    tags: ['rrn'],
    valid: isRrn,
    free: 'divided',
    match: ['900101-1234567', 'RRN 9001011234567'],
    noMatch: ['901301-1234567', '900101+1234567', '9001011234567'],
  }),
  numberKind({
    id: 'jp-my-number',
    placeholder: 'JP_MY_NUMBER',
    title: 'a Japanese individual number',
    shapes: ['d12', 'd4~d4~d4'],
    tags: ['myNumber'],
    valid: isMyNumber,
    match: ['My Number: 1234 5678 9018', 'マイナンバー 123456789018'],
    noMatch: ['account 123456789018'],
  }),
  numberKind({
    id: 'cn-resident-id',
    placeholder: 'CN_RESIDENT_ID',
    title: 'a Chinese resident identity number',
    shapes: ['d18', 'd17a1', 'd6 d8 d4', 'd6 d8 d3a1'],
    tags: ['residentId'],
    valid: isChinese,
    free: 'always',
    match: ['身份证号 11010519491231002X', 'id 110105194912310028X 11010519491231002X'],
    noMatch: ['110105194912310021', '11010519491331002X'],
  }),
  numberKind({
    id: 'tw-id',
    placeholder: 'TW_ID',
    title: 'a Taiwanese identity number',
    shapes: ['a1d9'],
    tags: ['taiwanId'],
    valid: isTaiwanese,
    free: 'upper',
    match: ['A123456789', '身分證 a123456789'],
    noMatch: ['A123456788', 'A323456789'],
  }),
  numberKind({
    id: 'hk-id',
    placeholder: 'HK_ID',
    title: 'a Hong Kong identity number',
    shapes: ['a1d6(d1)', 'a1d6(a1)', 'a2d6(d1)', 'a2d6(a1)', 'a1d7', 'a1d6a1', 'a2d7'],
    tags: ['hongKongId'],
    valid: isHongKong,
    free: 'divided',
    match: ['HKID A123456(3)', 'Hong Kong ID: A1234563'],
    noMatch: ['A123456(4)', 'part A1234563'],
  }),
  numberKind({
    id: 'my-nric',
    placeholder: 'MY_NRIC',
    title: 'a Malaysian identity number',
    shapes: ['d6-d2-d4', 'd12'],
    tags: ['malaysian'],
    valid: isYymmdd,
    free: 'divided',
    match: ['800101-14-1234', 'MyKad 800101141234'],
    noMatch: ['801301-14-1234', 'run 800101141234'],
  }),
  numberKind({
    id: 'th-tnin',
    placeholder: 'TH_TNIN',
    title: 'a Thai identity number',
    shapes: ['d13', 'd1~d4~d5~d2~d1'],
    tags: ['thaiId'],
    valid: isThai,
    free: 'divided',
    match: ['1-2345-67890-12-1', 'Thai ID 1234567890121'],
    noMatch: ['1-2345-67890-12-2', 'timestamp 1234567890121'],
  }),
  numberKind({
    id: 'tr-national-id',
    placeholder: 'TR_NATIONAL_ID',
    title: 'a Turkish identity number',
    shapes: ['d11', 'd3 d3 d3 d2'],
    tags: ['tckn'],
    valid: isTckn,
    free: 'always',
    match: ['TC Kimlik No: 10000000146', '10000000146'],
    noMatch: ['10000000147', 'order_10000000146'],
  }),
  numberKind({
    id: 'tr-vkn',
    placeholder: 'TR_TAX_ID',
    title: 'a Turkish tax number',
    shapes: ['d10'],
    tags: ['vkn'],
    match: ['Vergi No: 1234567890'],
    noMatch: ['1234567890'],
  }),
  numberKind({
    id: 'il-id',
    placeholder: 'IL_ID',
    title: 'an Israeli identity number',
    shapes: ['d9', 'd8-d1'],
    tags: ['israeliId'],
    valid: luhn,
    match: ['Teudat Zehut 123456782', 'תעודת זהות 123456782'],
    noMatch: ['123456782'],
  }),
];
