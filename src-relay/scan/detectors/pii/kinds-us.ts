import { luhn, weightedSum } from './check-digits.ts';
import { numberKind, type NumberKind } from './kind.ts';

const isSsn = (id: string): boolean =>
  !/^(?:000|666)|^9|^\d{3}00|0000$/.test(id) && !['123456789', '078051120'].includes(id) && !/^(\d)\1{8}$/.test(id);

const isItin = (id: string): boolean => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(id);

/** ABA routing numbers: a Federal Reserve prefix and a check digit. */
const isRouting = (id: string): boolean =>
  /^(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/.test(id) &&
  weightedSum(id, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 &&
  !/^0+$/.test(id);

const isNpi = (id: string): boolean => /^[12]/.test(id) && luhn(`80840${id}`);

const isDea = (id: string): boolean => {
  if (!/^[A-HJ-MPRSTUX][A-Z9]\d{7}$/.test(id)) return false;
  const digits = id.slice(2);
  return (
    (weightedSum(digits, [1, 0, 1, 0, 1, 0]) + 2 * weightedSum(digits, [0, 1, 0, 1, 0, 1])) % 10 === Number(digits[6])
  );
};

const MBI = /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/;

const isVin = (id: string): boolean => {
  if (!/^[A-HJ-NPR-Z\d]{17}$/.test(id) || !/[A-Z]/.test(id) || !/\d/.test(id)) return false;
  const values = Array.from(id, (char) =>
    /\d/.test(char)
      ? Number(char)
      : Number('12345678012345070923456789'['ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(char)] ?? 0),
  );
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const rest = values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) % 11;
  return id[8] === (rest === 10 ? 'X' : String(rest));
};

/** Numbers of the United States. */
export const US_KINDS: readonly NumberKind[] = [
  numberKind({
    id: 'us-ssn',
    placeholder: 'US_SSN',
    title: 'a US social security number',
    shapes: ['d3~d2~d4', 'd9', 'd3-d6', 'd5-d4'],
    separators: ' -.',
    tags: ['ssn'],
    valid: isSsn,
    free: (written) => /^\d{3}([ -])\d\d\1\d{4}$/.test(written),
    match: ['SSN: 219-09-9999', 'her social security number is 219099999', 'id 536 22 8726 on file'],
    noMatch: ['666-12-3456', '219-9-9999', 'SKU-219-09-9999', 'part 219099999', '000-12-3456'],
  }),
  numberKind({
    id: 'us-itin',
    placeholder: 'US_ITIN',
    title: 'a US individual taxpayer number',
    shapes: ['d3~d2~d4', 'd9', 'd3-d6', 'd5-d4'],
    tags: ['itin'],
    valid: isItin,
    free: (written) => /^\d{3}([ -])\d\d\1\d{4}$/.test(written),
    forgiving: false,
    match: ['ITIN 912-72-4567', 'taxpayer id: 912724567'],
    noMatch: ['912-49-4567', 'part 912724567'],
  }),
  numberKind({
    id: 'us-ein',
    placeholder: 'US_EIN',
    title: 'a US employer number',
    shapes: ['d2-d7', 'd9'],
    tags: ['ein'],
    match: ['EIN: 12-3456789', 'Federal Tax ID 12-3456789'],
    noMatch: ['lot 12-3456789', 'EIN: 12-345678'],
  }),
  numberKind({
    id: 'us-routing-number',
    placeholder: 'US_BANK_NUMBER',
    title: 'a US bank routing number',
    shapes: ['d9', 'd4~d4~d1'],
    tags: ['routing'],
    valid: isRouting,
    match: ['Routing number: 021000021', 'ABA 011000015'],
    noMatch: ['job 021000021', '021000021'],
  }),
  numberKind({
    id: 'us-npi',
    placeholder: 'US_NPI',
    title: 'a US national provider number',
    shapes: ['d10'],
    tags: ['npi'],
    valid: isNpi,
    match: ['NPI: 1234567893', 'provider identifier 1245319599'],
    noMatch: ['epoch 1234567893', '1234567893'],
  }),
  numberKind({
    id: 'us-dea-number',
    placeholder: 'MEDICAL_LICENSE',
    title: 'a US DEA registration of a prescriber',
    shapes: ['a2d7', 'a1d8'],
    tags: ['dea', 'npi', 'medical'],
    valid: isDea,
    free: 'upper',
    match: ['DEA number AB1234563', 'prescriber BX1234563'],
    noMatch: ['PR1234567', 'build ab1234563'],
  }),
  numberKind({
    id: 'us-mbi',
    placeholder: 'US_MBI',
    title: 'a US Medicare beneficiary number',
    shapes: [
      'd1a1d1d1',
      'd1a1d2~a1d2~a2d2',
      'd1a2d1~a1d2~a2d2',
      'd1a1d2~a2d1~a2d2',
      'd1a2d1~a2d1~a2d2',
      'd1a1d2a1d2a2d2',
      'd1a2d1a1d2a2d2',
      'd1a1d2a2d1a2d2',
      'd1a2d1a2d1a2d2',
    ],
    tags: ['medicare'],
    valid: (id) => MBI.test(id),
    free: 'upper',
    match: ['Medicare ID 1AA0-AA0-AA00', 'mbi: 1AA0AA0AA00'],
    noMatch: ['0AA0-AA0-AA00', '1AO0-AA0-AA00', '1AA0-AA0-AA0'],
  }),
  numberKind({
    id: 'vehicle-identification',
    placeholder: 'VEHICLE_ID',
    title: "a vehicle's identification number",
    shapes: [],
    tags: ['vehicle'],
    valid: isVin,
    match: ['VIN 1M8GDM9AXKP042788', 'Chassis: WVWZZZ1JZXW000001'],
    noMatch: ['WVWZZZ1JZXW000001', '1M8GDM9AXKP04278'],
  }),
];
