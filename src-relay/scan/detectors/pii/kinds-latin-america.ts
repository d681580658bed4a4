import { isOneDigit, isYymmdd, weightedSum } from './check-digits.ts';
import { numberKind, type NumberKind } from './kind.ts';

const checkOf = (sum: number): number => (sum % 11 < 2 ? 0 : 11 - (sum % 11));

const isCpf = (id: string): boolean =>
  !isOneDigit(id) &&
  checkOf(weightedSum(id, [10, 9, 8, 7, 6, 5, 4, 3, 2])) === Number(id[9]) &&
  checkOf(weightedSum(id, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) === Number(id[10]);
const isCnpj = (id: string): boolean =>
  !isOneDigit(id) &&
  checkOf(weightedSum(id, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) === Number(id[12]) &&
  checkOf(weightedSum(id, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) === Number(id[13]);

const isRut = (id: string): boolean => {
  const body = id.slice(0, -1).padStart(8, '0');
  const rest = 11 - (weightedSum(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return id.at(-1) === (rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)) && !isOneDigit(id);
};

const CURP =
  /^[A-Z][AEIOUX][A-Z]{2}(\d{6})[HMX](?:AS|BC|BS|CC|CL|CM|CS|CH|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE)[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d$/;
const isCurp = (id: string): boolean => isYymmdd(CURP.exec(id)?.[1] ?? '');
const RFC = /^[A-Z]{3,4}(\d{6})[A-Z\d]{2}[\dA]$/;
const isRfc = (id: string): boolean => isYymmdd(RFC.exec(id)?.[1] ?? '');

const isCuit = (id: string): boolean => {
  const rest = 11 - (weightedSum(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return /^(?:2[03467]|3[034])/.test(id) && (rest === 11 ? 0 : rest === 10 ? 9 : rest) === Number(id[10]);
};

/** Numbers of Brazil, Chile, Mexico, Argentina, Colombia and their neighbours. */
export const LATIN_AMERICAN_KINDS: readonly NumberKind[] = [
  numberKind({
    id: 'br-cpf',
    placeholder: 'BR_CPF',
    title: 'a Brazilian personal tax number',
    shapes: ['d3.d3.d3-d2', 'd11', 'd9-d2', 'd3 d3 d3 d2', 'd3-d3-d3-d2'],
    tags: ['cpf'],
    valid: isCpf,
    free: (written) => /^[\d.]{9,11}-\d\d$/.test(written),
    match: ['CPF 123.456.789-09', 'cpf: 12345678909'],
    noMatch: ['123.456.789-10', 'order 12345678909'],
  }),
  numberKind({
    id: 'br-cnpj',
    placeholder: 'BR_CNPJ',
    title: 'a Brazilian business number',
    shapes: ['d2.d3.d3/d4-d2', 'd14'],
    tags: ['cnpj'],
    valid: isCnpj,
    free: 'divided',
    match: ['CNPJ 12.345.678/0001-95', 'cnpj: 12345678000195'],
    noMatch: ['12.345.678/0001-96', 'run 12345678000195'],
  }),
  numberKind({
    id: 'br-rg',
    placeholder: 'BR_RG',
    title: 'a Brazilian identity card',
    shapes: ['d2.d3.d3-d1', 'd2.d3.d3-a1', 'd9', 'd1.d3.d3', 'd8a1', 'd8', 'd7'],
    tags: ['rg'],
    match: ['RG: 12.345.678-9'],
    noMatch: ['lot 123456789'],
  }),
  numberKind({
    id: 'cl-rut',
    placeholder: 'CL_RUT',
    title: 'a Chilean identity number',
    shapes: [
      'd2.d3.d3-d1',
      'd1.d3.d3-d1',
      'd2.d3.d3-a1',
      'd1.d3.d3-a1',
      'd8-d1',
      'd7-d1',
      'd8-a1',
      'd7-a1',
      'd9',
      'd8a1',
    ],
    tags: ['rut'],
    valid: isRut,
    free: (written) => written.includes('.'),
    match: ['RUT 12.345.678-5', '12.345.678-5', 'rut: 12345678-5'],
    noMatch: ['12.345.678-6', 'SKU 12345678-5'],
  }),
  numberKind({
    id: 'mx-curp',
    placeholder: 'MX_CURP',
    title: 'a Mexican population number',
    shapes: ['a4d6a6d2', 'a4d6a7d1'],
    tags: ['curp'],
    valid: isCurp,
    free: 'always',
    match: ['CURP XEXX010101HNEXXXA4', 'xexx010101hnexxxa4'],
    noMatch: ['XEXX011301HNEXXXA4', 'XEXX010101HZZXXXA4'],
  }),
  numberKind({
    id: 'mx-rfc',
    placeholder: 'MX_RFC',
    title: 'a Mexican tax number',
    shapes: [
      'a4d6a2d1',
      'a4d6a1d2',
      'a4d6d3',
      'a4d9',
      'a4d6a3',
      'a4d7a1d1',
      'a4d7a2',
      'a4d8a1',
      'a4-d6-a2d1',
      'a4-d6-d3',
      'a4-d6-a1d2',
      'a3d6a2d1',
      'a3d6a1d2',
      'a3d9',
      'a3d7a1d1',
      'a3d6a3',
      'a4-d6-d1a1d1',
    ],
    tags: ['rfc'],
    valid: isRfc,
    free: (written) => /^[A-ZÑ]{4}-?\d{6}-?[A-Z\d]{3}$/.test(written) && /[A-Z][\dA-Z]{0,2}$/.test(written),
    match: ['RFC XEXX010101AB1', 'rfc: XEXX010101000'],
    noMatch: ['XEXX019901AB1', 'case ABCD123456789'],
  }),
  numberKind({
    id: 'ar-cuit',
    placeholder: 'AR_CUIT',
    title: 'an Argentinian tax number',
    shapes: ['d2-d8-d1', 'd11', 'd2.d8.d1'],
    tags: ['cuit'],
    valid: isCuit,
    free: 'divided',
    match: ['CUIT 20-12345678-6', 'cuil: 20123456786'],
    noMatch: ['20-12345678-7', 'order 20123456786'],
  }),
  numberKind({
    id: 'latin-american-id',
    placeholder: 'NATIONAL_ID',
    title: 'an identity card of a Latin American country',
    shapes: [
      'd8',
      'd2.d3.d3',
      'd10',
      'd1.d3.d3.d3',
      'd7',
      'd9',
      'd6',
      'd1.d3.d3-d1',
      'd7-d1',
      'd8-d1',
      'd3-d7-d1',
      'd11',
      'a1-d8',
      'a1-d2.d3.d3',
      'd9-d1',
      'd4 d5 d4',
      'd3.d3.d3-d1',
      'd13',
      'd1.d3.d3',
      'd1 d3 d3 d3',
      'd2 d3 d3',
    ],
    tags: ['cedula', 'dni'],
    match: ['cédula 1.234.567.890', 'DNI: 12.345.678'],
    noMatch: ['order 12345678', '1.234.567.890'],
  }),
];
