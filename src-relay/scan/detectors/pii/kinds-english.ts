import { isOneDigit, isYymmdd, luhn, verhoeff, weightedSum } from './check-digits.ts';
import { numberKind, type NumberKind } from './kind.ts';

const NINO = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/;

/** Weights 10 to 2, then the check digit: NHS numbers. */
const isNhs = (id: string): boolean => {
  const check = 11 - (weightedSum(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check) === Number(id[9]) && !isOneDigit(id);
};

const isSin = (id: string): boolean => /^[1-79]/.test(id) && luhn(id) && !isOneDigit(id);

const isTfn = (id: string): boolean =>
  !isOneDigit(id) &&
  (id.length === 9
    ? weightedSum(id, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0
    : weightedSum(id, [10, 7, 8, 4, 6, 3, 5, 1]) % 11 === 0);

const isAbn = (id: string): boolean =>
  !id.startsWith('0') &&
  weightedSum(String(Number(id[0]) - 1) + id.slice(1), [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 === 0;

const isAcn = (id: string): boolean =>
  (10 - (weightedSum(id, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === Number(id[8]) && !isOneDigit(id);

const isAustralianMedicare = (id: string): boolean =>
  /^[2-6]/.test(id) && weightedSum(id, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(id[8]);

const isPps = (id: string): boolean => {
  const second = id.length === 9 ? id.charCodeAt(8) - 64 : 0;
  const rest = (weightedSum(id, [8, 7, 6, 5, 4, 3, 2]) + 9 * (second === 23 ? 0 : second)) % 23;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[rest] === id[7];
};

const isSouthAfrican = (id: string): boolean => isYymmdd(id) && /^\d{10}[012]/.test(id) && luhn(id);

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const isGstin = (id: string): boolean => {
  if (!/^(?:[0-2]\d|3[0-8]|97|99)[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z]$/.test(id)) return false;
  let sum = 0;
  for (let i = 0; i < 14; i++) {
    const value = ALPHABET.indexOf(id.charAt(i)) * (i % 2 === 0 ? 1 : 2);
    sum += Math.floor(value / 36) + (value % 36);
  }
  return ALPHABET[(36 - (sum % 36)) % 36] === id[14];
};

const isNric = (id: string): boolean => {
  const first = id.charAt(0);
  const digits = id.slice(1, 8);
  const offset = first === 'T' || first === 'G' ? 4 : first === 'M' ? 3 : 0;
  const rest = (weightedSum(digits, [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
  const letters = first === 'S' || first === 'T' ? 'JZIHGFEDCBA' : first === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK';
  return /^[STFGM]/.test(id) && letters[first === 'M' ? 10 - rest : rest] === id[8];
};

/** Numbers of the United Kingdom, Ireland, Canada, Australia, India, Singapore, South Africa. */
export const ENGLISH_KINDS: readonly NumberKind[] = [
  numberKind({
    id: 'uk-nino',
    placeholder: 'UK_NINO',
    title: 'a UK national insurance number',
    shapes: ['a2d6a1', 'a2~d2~d2~d2~a1', 'a2 d6 a1', 'a2-d6-a1', 'a2 d6a1', 'a2d2 d2 d2a1', 'a2d6 a1', 'a2 d2 d2 d2a1'],
    tags: ['nino'],
    valid: (id) => NINO.test(id),
    forgiving: false,
    free: (written) => !/[a-z]/.test(written) || /^[a-z]{2} \d\d \d\d \d\d [a-d]$/.test(written),
    match: ['AB 12 34 56 C', 'NINO: ab123456c', 'National Insurance Number AB123456C'],
    noMatch: ['QQ 12 34 56 C', 'AB123456E', 'rev ab123456c'],
  }),
  numberKind({
    id: 'uk-nhs',
    placeholder: 'UK_NHS',
    title: 'a UK NHS number',
    shapes: ['d3~d3~d4', 'd10'],
    tags: ['nhs'],
    valid: isNhs,
    free: (written) => /^[4679]\d\d \d{3} \d{4}$/.test(written),
    match: ['NHS number 9434765919', '943 476 5919'],
    noMatch: ['943 476 5918', 'epoch 9434765919'],
  }),
  numberKind({
    id: 'uk-utr',
    placeholder: 'UK_UTR',
    title: 'a UK taxpayer reference',
    shapes: ['d10', 'd5 d5'],
    tags: ['utr'],
    match: ['UTR: 12345 67890'],
    noMatch: ['12345 67890'],
  }),
  numberKind({
    id: 'ie-pps',
    placeholder: 'IE_PPS',
    title: 'an Irish personal public service number',
    shapes: ['d7a1', 'd7a2'],
    tags: ['pps'],
    valid: isPps,
    match: ['PPS number 1234567T', 'ppsn: 1234567FA'],
    noMatch: ['1234567T', 'model 1234567A'],
  }),
  numberKind({
    id: 'ca-sin',
    placeholder: 'CA_SIN',
    title: 'a Canadian social insurance number',
    shapes: ['d3~d3~d3', 'd9'],
    tags: ['sin'],
    valid: isSin,
    free: (written) => /^\d{3}-\d{3}-\d{3}$/.test(written),
    match: ['SIN: 130 692 544', 'social insurance 130692544', '130-692-544'],
    noMatch: ['130-692-545', 'total 130 692 544'],
  }),
  numberKind({
    id: 'au-tfn',
    placeholder: 'AU_TFN',
    title: 'an Australian tax file number',
    shapes: ['d3~d3~d3', 'd9', 'd8', 'd3~d3~d2'],
    tags: ['tfn'],
    valid: isTfn,
    match: ['TFN 123 456 782', 'tax file number: 123456782'],
    noMatch: ['123 456 782', 'part 123456782'],
  }),
  numberKind({
    id: 'au-abn',
    placeholder: 'AU_ABN',
    title: 'an Australian business number',
    shapes: ['d2~d3~d3~d3', 'd11'],
    tags: ['abn'],
    valid: isAbn,
    free: 'divided',
    match: ['ABN 51 824 753 556', '53 004 085 616'],
    noMatch: ['51 824 753 557'],
  }),
  numberKind({
    id: 'au-acn',
    placeholder: 'AU_ACN',
    title: 'an Australian company number',
    shapes: ['d3~d3~d3', 'd9'],
    tags: ['acn'],
    valid: isAcn,
    match: ['ACN 004 085 616'],
    noMatch: ['004 085 616'],
  }),
  numberKind({
    id: 'au-medicare',
    placeholder: 'AU_MEDICARE',
    title: 'an Australian Medicare number',
    shapes: ['d4~d5~d1', 'd10', 'd11', 'd4~d5~d1~d1', 'd4~d5~d1/d1'],
    tags: ['medicare'],
    valid: isAustralianMedicare,
    free: 'divided',
    match: ['Medicare 2123 45670 1', 'medicare number: 2123456701'],
    noMatch: ['2123 45671 1', 'seed 2123456701'],
  }),
  numberKind({
    id: 'in-aadhaar',
    placeholder: 'IN_AADHAAR',
    title: 'an Indian Aadhaar number',
    shapes: ['d4~d4~d4', 'd12'],
    separators: ' -:',
    tags: ['aadhaar'],
    valid: (id) => /^[2-9]/.test(id) && verhoeff(id),
    free: (written) => /[ -]/.test(written),
    match: ['Aadhaar: 234123412346', '2341 2341 2346'],
    noMatch: ['1341 2341 2346', 'account 234123412346'],
  }),
  numberKind({
    id: 'in-pan',
    placeholder: 'IN_PAN',
    title: 'an Indian permanent account number',
    shapes: ['a5d4a1'],
    tags: ['pan'],
    valid: (id) => /^[A-Z]{3}[ABCFGHJLPT]/.test(id),
    free: 'upper',
    match: ['AAAPZ1234C', 'pan: aaapz1234c'],
    noMatch: ['AAAZZ1234C', 'AAAPZ1234'],
  }),
  numberKind({
    id: 'in-voter',
    placeholder: 'IN_VOTER',
    title: 'an Indian voter number',
    shapes: ['a3d7'],
    tags: ['voter'],
    match: ['Voter ID: ABC1234567', 'EPIC number ABC1234567'],
    noMatch: ['part ABC1234567'],
  }),
  numberKind({
    id: 'in-gstin',
    placeholder: 'IN_GSTIN',
    title: 'an Indian tax number for goods and services',
    shapes: ['d2a5d4a1d1a1d1', 'd2a5d4a1d1a2', 'd2a5d4a3d1', 'd2a5d4a4'],
    tags: ['gstin'],
    valid: isGstin,
    free: 'upper',
    match: ['GSTIN 27AAPFU0939F1ZV'],
    noMatch: ['27AAPFU0939F1Z0'],
  }),
  numberKind({
    id: 'sg-nric',
    placeholder: 'SG_NRIC_FIN',
    title: 'a Singapore identity number',
    shapes: ['a1d7a1'],
    tags: ['nric'],
    valid: isNric,
    free: 'upper',
    match: ['NRIC S1234567D', 'fin: g1234567x'],
    noMatch: ['S1234567E', 'model X1234567Z0'],
  }),
  numberKind({
    id: 'sg-uen',
    placeholder: 'SG_UEN',
    title: 'a Singapore entity number',
    shapes: ['d8a1', 'd9a1', 'a1d2a2d4a1'],
    tags: ['uen'],
    match: ['UEN: 12345678A', 'UEN T12LL1234A'],
    noMatch: ['12345678A'],
  }),
  numberKind({
    id: 'za-id',
    placeholder: 'ZA_ID',
    title: 'a South African identity number',
    shapes: ['d13', 'd6 d4 d3', 'd6 d4 d2 d1', 'd6-d4-d3'],
    tags: ['southAfricanId'],
    valid: isSouthAfrican,
    free: 'divided',
    match: ['SA ID 8001015009087', 'identity number: 8001015009087'],
    noMatch: ['timestamp 8001015009087', '8001015009087'],
  }),
  numberKind({
    id: 'african-and-gulf-id',
    placeholder: 'NATIONAL_ID',
    title: 'a national identity number',
    shapes: [
      'd3-d4-d7-d1',
      'd15',
      'd11',
      'd10',
      'd5-d7-d1',
      'd13',
      'd16',
      'd8',
      'd7',
      'd9',
      'a1d9a1',
      'd12',
      'd8a1',
      'd14',
    ],
    tags: ['nigerian', 'kenyan', 'african'],
    free: (written) => /^784-\d{4}-\d{7}-\d$/.test(written),
    match: ['NIN: 12345678901', 'Emirates ID 784-1234-1234567-1', 'KRA PIN A123456789Z'],
    noMatch: ['order 12345678901', '12345-1234567-1'],
  }),
];
