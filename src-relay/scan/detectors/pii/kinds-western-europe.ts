import { ean13, isOneDigit, luhn, mod11x10, remainder, weightedSum } from './check-digits.ts';
import { numberKind, type NumberKind } from './kind.ts';

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const isDni = (id: string): boolean => DNI_LETTERS[Number(id.slice(0, -1)) % 23] === id.at(-1);
const isNie = (id: string): boolean => /^[XYZ]/.test(id) && isDni('XYZ'.indexOf(id.charAt(0)) + id.slice(1));
const isCif = (id: string): boolean => {
  if (!/^[ABCDEFGHJNPQRSUVW]\d{7}[\dA-J]$/.test(id)) return false;
  let sum = 0;
  for (let i = 1; i < 8; i++) {
    const digit = Number(id[i]) * (i % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  const check = (10 - (sum % 10)) % 10;
  return id[8] === String(check) || id[8] === 'JABCDEFGHI'[check];
};

const isSiren = (id: string): boolean => luhn(id) && !isOneDigit(id);
const isNir = (id: string): boolean => {
  const digits = id.replace('2A', '19').replace('2B', '18');
  return (
    /^[12378]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)\d{10}$/.test(digits) &&
    97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13, 15))
  );
};

/** Ten digits of which one comes twice or three times, none else more than once, then MOD 11,10. */
const isGermanTaxId = (id: string): boolean => {
  const distinct = new Set(id.slice(0, 10)).size;
  return !id.startsWith('0') && (distinct === 8 || distinct === 9 || distinct === 10) && mod11x10(id);
};
const isGermanPension = (id: string): boolean => {
  const letter = String(id.charCodeAt(8) - 64).padStart(2, '0');
  const digits = id.slice(0, 8) + letter + id.slice(9, 11);
  let sum = 0;
  for (const [i, weight] of [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].entries()) {
    const product = Number(digits[i]) * weight;
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum % 10 === Number(id[11]);
};
const isAustrianInsurance = (id: string): boolean => {
  const rest = weightedSum(id, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11;
  return !id.startsWith('0') && rest === Number(id[3]);
};
const isBsn = (id: string): boolean =>
  !isOneDigit(id) && weightedSum(id.padStart(9, '0'), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
const isBelgian = (id: string): boolean => {
  const month = Number(id.slice(2, 4)) % 20;
  if (month > 12 || Number(id.slice(4, 6)) > 31) return false;
  const check = Number(id.slice(9));
  return [id.slice(0, 9), `2${id.slice(0, 9)}`].some((number) => 97 - (Number(number) % 97) === check);
};
const isPortugueseNif = (id: string): boolean => {
  const rest = weightedSum(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return /^(?:[1-35689]|45)/.test(id) && (rest < 2 ? 0 : 11 - rest) === Number(id[8]) && !isOneDigit(id);
};
const isSwissInsurance = (id: string): boolean => id.startsWith('756') && ean13(id);

/** Six letters of the names, the birth date in letters and digits, a place: the form alone is like nothing else. */
const CODICE_FISCALE =
  /^[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST](?:[04LQ][1-9MNP-V]|[1256LMNPQR-V][\dLMNP-V]|[37PT][01LM])[A-Z][\dLMNP-V]{3}[A-Z]$/;
const isPartitaIva = (id: string): boolean => luhn(id) && !isOneDigit(id);

/** Numbers of Spain, Portugal, France, Germany, Austria, Switzerland, Belgium, the Netherlands and Italy. */
export const WESTERN_EUROPEAN_KINDS: readonly NumberKind[] = [
  numberKind({
    id: 'es-nif',
    placeholder: 'ES_NIF',
    title: 'a Spanish identity number',
    shapes: ['d8a1', 'd8-a1', 'd7-a1', 'd7a1', 'd8 a1', 'd2.d3.d3-a1', 'd2.d3.d3a1', 'd2.d3.d3 a1'],
    tags: ['dni'],
    valid: isDni,
    free: (written) => /^[\d.]{8,10}[ -]?[A-Z]$/.test(written) && !/^0{4}/.test(written),
    match: ['DNI 12345678Z', 'mi nif es 12345678-z'],
    noMatch: ['12345678A', 'commit 12345678z'],
  }),
  numberKind({
    id: 'es-nie',
    placeholder: 'ES_NIE',
    title: 'a Spanish identity number of a foreigner',
    shapes: ['a1d7a1', 'a1d7-a1', 'a1-d7-a1', 'a1-d7a1', 'a1 d7 a1'],
    tags: ['dni'],
    valid: isNie,
    free: 'upper',
    forgiving: false,
    match: ['NIE X1234567L', 'y1234567-x es mi nie'],
    noMatch: ['X1234567A', 'rev x1234567l'],
  }),
  numberKind({
    id: 'es-cif',
    placeholder: 'ES_CIF',
    title: 'a Spanish company number',
    shapes: ['a1d8', 'a1d7a1', 'a1-d8', 'a1-d7-a1', 'a1-d7a1'],
    tags: ['dni', 'partitaIva'],
    valid: isCif,
    match: ['CIF: A58818501'],
    noMatch: ['A58818501', 'part A58818501'],
  }),
  numberKind({
    id: 'pt-nif',
    placeholder: 'PT_NIF',
    title: 'a Portuguese tax number',
    shapes: ['d9', 'd3 d3 d3'],
    tags: ['nifPt'],
    valid: isPortugueseNif,
    match: ['NIF: 123456789', 'contribuinte 123 456 789'],
    noMatch: ['123456789', 'job 123456789'],
  }),
  numberKind({
    id: 'fr-nir',
    placeholder: 'FR_NIR',
    title: 'a French social security number',
    shapes: ['d15', 'd1~d2~d2~d2~d3~d3~d2', 'd13 d2', 'd1 d2 d2 d2 d3 d3', 'd6a1d8', 'd1 d2 d2 d1a1 d3 d3 d2'],
    tags: ['nir'],
    valid: isNir,
    free: (_written, id) => id.length === 15,
    match: ['1 84 12 75 123 456 40', 'numéro de sécurité sociale 184127512345640'],
    noMatch: ['1 84 12 75 123 456 41', 'trace 184127512345641'],
  }),
  numberKind({
    id: 'fr-siren',
    placeholder: 'FR_SIREN',
    title: 'a French company number',
    shapes: ['d9', 'd3 d3 d3', 'd14', 'd3 d3 d3 d5'],
    tags: ['siren'],
    valid: isSiren,
    match: ['SIREN 123 456 782', 'SIRET: 12345678200010'],
    noMatch: ['123 456 782'],
  }),
  numberKind({
    id: 'de-tax-id',
    placeholder: 'DE_TAX_ID',
    title: 'a German tax number',
    shapes: ['d11', 'd2 d3 d3 d3', 'd3/d3/d5', 'd2/d3/d5', 'd3/d4/d4', 'd5/d5'],
    tags: ['germanTax'],
    valid: (id) => id.length === 11 && isGermanTaxId(id),
    match: ['Steuer-ID: 12345678903', 'IdNr. 86 095 742 719'],
    noMatch: ['order 12345678903', '12345678903'],
  }),
  numberKind({
    id: 'de-id-card',
    placeholder: 'DE_ID_CARD',
    title: 'a German identity card',
    shapes: [
      'a1d9',
      'a1d8',
      'a1d2a1d2a1d3',
      'a1d2a2d5',
      'a1d1a1d6',
      'a1d2a1d5',
      'a1d3a1d4',
      'a1d1a2d5',
      'd9',
      'd10',
      'a1d2a1d6',
      'a1d1a1d7',
    ],
    tags: ['germanId'],
    match: ['Personalausweis T123456789', 'Ausweisnummer: T12345678'],
    noMatch: ['tool T123456789'],
  }),
  numberKind({
    id: 'de-pension',
    placeholder: 'DE_PENSION_ID',
    title: 'a German pension insurance number',
    shapes: ['d8a1d3', 'd2 d6 a1 d3', 'd2 d6 a1 d2 d1'],
    tags: ['germanPension'],
    valid: isGermanPension,
    free: 'upper',
    match: ['Rentenversicherungsnummer 15070649C103', '15 070649 C 103'],
    noMatch: ['15070649C104', 'rev 15070649c103'],
  }),
  numberKind({
    id: 'at-svnr',
    placeholder: 'AT_SVNR',
    title: 'an Austrian insurance number',
    shapes: ['d10', 'd4~d6', 'd4 d2 d2 d2', 'd4/d6'],
    tags: ['svnr'],
    valid: isAustrianInsurance,
    match: ['SVNR 1237 010180', 'Sozialversicherungsnummer: 1237010180'],
    noMatch: ['1237 010180'],
  }),
  numberKind({
    id: 'ch-ahv',
    placeholder: 'CH_AHV',
    title: 'a Swiss insurance number',
    shapes: ['d3.d4.d4.d2', 'd3 d4 d4 d2', 'd13'],
    tags: ['ahv'],
    valid: isSwissInsurance,
    free: 'divided',
    match: ['756.1234.5678.97', 'AHV 7561234567897'],
    noMatch: ['756.1234.5678.98', 'EAN 7561234567897'],
  }),
  numberKind({
    id: 'be-national-number',
    placeholder: 'BE_NATIONAL_NUMBER',
    title: 'a Belgian national number',
    shapes: ['d2.d2.d2-d3.d2', 'd2.d2.d2-d3-d2', 'd2 d2 d2 d3 d2', 'd6 d3 d2', 'd6-d3-d2', 'd11', 'd2.d2.d2.d3.d2'],
    tags: ['belgian'],
    valid: isBelgian,
    free: 'divided',
    match: ['85.07.30-033.28', 'rijksregisternummer 85073003328'],
    noMatch: ['85.07.30-033.29', 'job 85073003328'],
  }),
  numberKind({
    id: 'nl-bsn',
    placeholder: 'NL_BSN',
    title: 'a Dutch citizen service number',
    shapes: ['d9', 'd8', 'd4.d2.d3', 'd3 d3 d3', 'd4 d2 d3'],
    tags: ['bsn'],
    valid: isBsn,
    match: ['BSN: 123456782', 'burgerservicenummer 1234.56.782'],
    noMatch: ['123456782', 'part 123456782'],
  }),
  numberKind({
    id: 'it-fiscal-code',
    placeholder: 'IT_FISCAL_CODE',
    title: 'an Italian tax code',
    shapes: ['a6d2a1d2a1d3a1', 'a6 d2a1d2 a1d3a1', 'a3 a3 d2a1d2 a1d3a1'],
    tags: ['codiceFiscale'],
    valid: (id) => CODICE_FISCALE.test(id),
    free: 'always',
    match: ['AAABBB80A01H501U', 'codice fiscale aaabbb80a01h501u'],
    noMatch: ['AAABBB80Z01H501U', 'AAABBB80A99H501U'],
  }),
  numberKind({
    id: 'vat-number',
    placeholder: 'VAT_NUMBER',
    title: 'a tax number of a business',
    shapes: [
      'd11',
      'd3 d4 d2',
      'a2d11',
      'a2d9',
      'a2d8',
      'a2d9a1d2',
      'a3d9',
      'a3d8',
      'a2d10',
      'a3d10',
      'd9',
      'd12',
      'a2 d9',
      'a2 d11',
      'a2 d3 d4 d2',
      'a2 d3 d3 d3',
    ],
    tags: ['partitaIva'],
    valid: (id) => /^\d{11}$/.test(id) && isPartitaIva(id),
    match: ['Partita IVA 12345678903', 'VAT number: DE123456789'],
    noMatch: ['12345678903', 'build DE123456789'],
  }),
  numberKind({
    id: 'it-identity-document',
    placeholder: 'IT_IDENTITY_CARD',
    title: 'an Italian identity document',
    shapes: ['a2d5a2', 'a2d7', 'a2 d5a2', 'a2 d7', 'a2d7a1', 'a1d6a2', 'd7a2'],
    tags: ['italianId'],
    match: ["carta d'identità CA12345AA", 'Carta Identita: AA1234567'],
    noMatch: ['part CA12345AA'],
  }),
];
