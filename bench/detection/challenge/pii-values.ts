import { createHash } from 'node:crypto';
import { frenchAccount, iban, luhn, mod1110, spanishAccount, verhoeff, weighted } from './check-digits.ts';
import type { Random } from './random.ts';

/** One kind of personal data: what a form calls it, and how a made-up value with right check digits is put together. */
export interface PersonalKind {
  readonly sub: string;
  readonly labels: readonly string[];
  /** True where the value shows what it is without a label. */
  readonly plain: boolean;
  /** Undefined where the random draw has no valid check digit. */
  readonly value: (random: Random) => string | undefined;
}

const two = (number: number): string => String(number).padStart(2, '0');
const birthday = (r: Random): { readonly year: string; readonly month: string; readonly day: string } => ({
  year: String(1950 + r.below(50)),
  month: two(1 + r.below(12)),
  day: two(1 + r.below(28)),
});
const fours = (text: string, separator: string): string => (text.match(/.{1,4}/g) ?? []).join(separator);
const under10 = (check: number): string | undefined => (check < 10 ? String(check) : undefined);
const joined = (body: string, check: string | undefined): string | undefined =>
  check === undefined ? undefined : body + check;

const named = (sub: string, labels: readonly string[], value: PersonalKind['value']): PersonalKind => ({
  sub,
  labels,
  value,
  plain: false,
});
const plain = (sub: string, labels: readonly string[], value: PersonalKind['value']): PersonalKind => ({
  sub,
  labels,
  value,
  plain: true,
});

const FIRST = ['mira', 'jonas', 'ines', 'tomek', 'aiko', 'rasmus', 'leyla', 'oduya', 'pavla', 'quentin'];
const LAST = ['fabelmann', 'muster', 'inventado', 'beispielsson', 'fiktiva', 'nobodyson', 'erfunden', 'imaginaire'];
const DOMAINS = [
  'posteo-fabel.net',
  'brightmail-inv.com',
  'firma-fiktiv.de',
  'uni-nowhere.edu',
  'kpn-verzonnen.nl',
  'mail.inventado.es',
  'acme-fabel.co.uk',
];
const MAIL = ['E-mail', 'Contact', 'Kontakt'];
const PHONE = ['Phone', 'Tel.', 'Mobile', 'Call me at'];
const CARD = ['Card number', 'credit card', 'PAN'];
const BANK = ['IBAN', 'Bank account', 'Konto'];

const AREAS = ['212', '415', '312', '617', '206', '404'];

export const CONTACTS: readonly PersonalKind[] = [
  plain('email', MAIL, (r) => `${r.pick(FIRST)}.${r.pick(LAST)}@${r.pick(DOMAINS)}`),
  plain('email', MAIL, (r) => `${r.pick(FIRST)}${r.digits(2)}+shop@${r.pick(DOMAINS)}`),
  plain('phone_us', PHONE, (r) => `(${r.pick(AREAS)}) ${2 + r.below(7)}${r.digits(2)}-${r.digits(4)}`),
  plain('phone_us', PHONE, (r) => `+1 ${r.pick(AREAS)}-${2 + r.below(7)}${r.digits(2)}-${r.digits(4)}`),
  plain('phone_de', PHONE, (r) => `+49 151 ${1 + r.below(8)}${r.digits(7)}`),
  named('phone_de', ['Telefon', 'Tel.'], (r) => `030 ${2 + r.below(7)}${r.digits(6)}`),
  plain('phone_uk', PHONE, (r) => `+44 7${4 + r.below(4)}${r.digits(2)} ${r.digits(6)}`),
  plain('phone_fr', PHONE, (r) => `+33 6 ${two(10 + r.below(60))} ${r.digits(2)} ${r.digits(2)} ${r.digits(2)}`),
  plain('phone_in', PHONE, (r) => `+91 9${r.digits(4)} ${r.digits(5)}`),
  plain('phone_jp', PHONE, (r) => `+81 90-${1 + r.below(9)}${r.digits(3)}-${r.digits(4)}`),
  plain('phone_br', PHONE, (r) => `+55 11 9${5 + r.below(5)}${r.digits(3)}-${r.digits(4)}`),
  plain('phone_es', PHONE, (r) => `+34 6${r.digits(2)} ${r.digits(3)} ${r.digits(3)}`),
  plain('phone_au', PHONE, (r) => `+61 4${1 + r.below(4)}${r.digits(1)} ${r.digits(3)} ${r.digits(3)}`),
];

export const MONEY: readonly PersonalKind[] = [
  plain('card_visa', CARD, (r) => fours(luhn(`4${r.pick(['929', '539', '716', '485'])}${r.digits(11)}`), ' ')),
  plain('card_mastercard', CARD, (r) => fours(luhn(`5${1 + r.below(5)}${r.digits(13)}`), '-')),
  plain('card_mastercard_2', CARD, (r) => luhn(`2${3 + r.below(4)}${r.digits(13)}`)),
  plain('card_amex', CARD, (r) => luhn(`37${r.digits(12)}`).replace(/^(.{4})(.{6})(.{5})$/, '$1 $2 $3')),
  plain('card_discover', CARD, (r) => fours(luhn(`6011${r.digits(11)}`), ' ')),
  plain('card_jcb', CARD, (r) => luhn(`3566${r.digits(11)}`)),
  plain('card_diners', CARD, (r) => luhn(`3600${r.digits(9)}`)),
  plain('iban_de', BANK, (r) => fours(iban('DE', `37040044${r.digits(10)}`), ' ')),
  plain('iban_gb', BANK, (r) => iban('GB', `NWBK601613${r.digits(8)}`)),
  plain('iban_fr', BANK, (r) => fours(iban('FR', frenchAccount('20041', '01005', r.digits(11))), ' ')),
  plain('iban_nl', BANK, (r) => iban('NL', `ABNA0${r.digits(9)}`)),
  plain('iban_es', BANK, (r) => fours(iban('ES', spanishAccount('21000418', r.digits(10))), ' ')),
  plain('iban_ch', BANK, (r) => iban('CH', `00762${r.digits(12)}`)),
  plain('iban_pl', BANK, (r) => fours(iban('PL', `10901014${r.digits(16)}`), ' ')),
  plain('bitcoin_base58', ['BTC wallet'], (r) => base58Check(`00${r.hex(40)}`)),
  plain('ethereum', ['ETH address', 'Wallet'], (r) => `0x${r.hex(40)}`),
  named('aba_routing', ['Routing number', 'ABA'], (r) => {
    const body = `0${1 + r.below(9)}${r.digits(6)}`;
    return body + String((10 - (weighted(body, [3, 7, 1, 3, 7, 1, 3, 7]) % 10)) % 10);
  }),
];

function base58Check(hex: string): string {
  const sha = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  const body = Buffer.from(hex, 'hex');
  const all = Buffer.concat([body, sha(sha(body)).subarray(0, 4)]);
  let value = BigInt(`0x${all.toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n)
    text = ('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'[Number(value % 58n)] ?? '') + text;
  return `1${text}`;
}

export const NATIONAL: readonly PersonalKind[] = [
  plain(
    'us_ssn',
    ['SSN', 'Social Security number'],
    (r) => `${100 + r.below(500)}-${two(10 + r.below(80))}-${1000 + r.below(8999)}`,
  ),
  named('us_itin', ['ITIN', 'Taxpayer id'], (r) => `9${r.digits(2)}-${70 + r.below(18)}-${1000 + r.below(8999)}`),
  named('us_passport', ['Passport number', 'US passport'], (r) => `${r.upper(1)}${r.digits(8)}`),
  named('us_npi', ['NPI'], (r) => luhn(`808401${r.digits(8)}`).slice(5)),
  named('us_dea', ['DEA number', 'DEA#'], (r) => {
    const d = r.digits(6);
    const sum = weighted(d, [1, 0, 1, 0, 1, 0]) + 2 * weighted(d, [0, 1, 0, 1, 0, 1]);
    return `B${r.upper(1)}${d}${sum % 10}`;
  }),
  plain(
    'uk_nino',
    ['National Insurance number', 'NINO'],
    (r) =>
      `${r.pick(['AB', 'CE', 'JK', 'PR', 'SW'])} ${r.digits(2)} ${r.digits(2)} ${r.digits(2)} ${r.pick(['A', 'B', 'C', 'D'])}`,
  ),
  named('uk_nhs', ['NHS number', 'NHS No.'], (r) => {
    const body = `4${r.digits(8)}`;
    const check = (11 - (weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return joined(body, under10(check))?.replace(/^(...)(...)(....)$/, '$1 $2 $3');
  }),
  named('ca_sin', ['SIN', 'Social Insurance Number'], (r) =>
    luhn(`${1 + r.below(7)}${r.digits(7)}`).replace(/^(...)(...)(...)$/, '$1 $2 $3'),
  ),
  named('au_tfn', ['TFN', 'Tax file number'], (r) => {
    const body = r.digits(8).replace(/^0/, '1');
    for (let check = 0; check < 10; check++)
      if (weighted(body + String(check), [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0) return body + String(check);
    return undefined;
  }),
  named('in_aadhaar', ['Aadhaar', 'Aadhaar number'], (r) => fours(verhoeff(`${2 + r.below(8)}${r.digits(10)}`), ' ')),
  plain('in_pan', ['PAN card', 'PAN'], (r) => `${r.upper(3)}P${r.upper(1)}${r.digits(4)}${r.upper(1)}`),
  named('de_tax_id', ['Steuer-ID', 'Steueridentifikationsnummer'], (r) => {
    const order = '1234567890'.split('');
    for (let at = 9; at > 0; at--) {
      const other = r.below(at + 1);
      [order[at], order[other]] = [order[other] ?? '', order[at] ?? ''];
    }
    if (order[0] === '0') order.reverse();
    return mod1110([...order.slice(0, 9), order[0] ?? ''].join(''));
  }),
  plain('es_dni', ['DNI', 'NIF'], (r) => {
    const body = r.digits(8);
    return body + ('TRWAGMYFPDXBNJZSQVHLCKE'[Number(body) % 23] ?? '');
  }),
  plain('es_nie', ['NIE'], (r) => {
    const body = r.digits(7);
    return `X${body}${'TRWAGMYFPDXBNJZSQVHLCKE'[Number(body) % 23] ?? ''}`;
  }),
  named('fr_nir', ['Numéro de sécurité sociale', 'NIR'], (r) => {
    const { year, month } = birthday(r);
    const body = `${1 + r.below(2)}${year.slice(2)}${month}75${two(1 + r.below(90)).padStart(3, '0')}${two(1 + r.below(90)).padStart(3, '0')}`;
    return `${body} ${two(97 - Number(BigInt(body) % 97n))}`;
  }),
  named('nl_bsn', ['BSN', 'Burgerservicenummer'], (r) => {
    const body = `1${r.digits(7)}`;
    const sum = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]);
    return joined(body, under10(sum % 11));
  }),
  named('be_national', ['Rijksregisternummer', 'Numéro national'], (r) => {
    const { year, month, day } = birthday(r);
    const serial = String(1 + r.below(900)).padStart(3, '0');
    const check = two(97 - (Number(`${year.slice(2)}${month}${day}${serial}`) % 97));
    return `${year.slice(2)}.${month}.${day}-${serial}.${check}`;
  }),
  named('pl_pesel', ['PESEL'], (r) => {
    const { year, month, day } = birthday(r);
    const body = `${year.slice(2)}${month}${day}${r.digits(4)}`;
    return body + String((10 - (weighted(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10);
  }),
  plain('se_personnummer', ['Personnummer'], (r) => {
    const { year, month, day } = birthday(r);
    const full = luhn(`${year.slice(2)}${month}${day}${r.digits(3)}`);
    return `${year.slice(0, 2)}${full.slice(0, 6)}-${full.slice(6)}`;
  }),
  plain('fi_hetu', ['Henkilötunnus', 'HETU'], (r) => {
    const { year, month, day } = birthday(r);
    const serial = String(2 + r.below(890)).padStart(3, '0');
    const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${day}${month}${year.slice(2)}${serial}`) % 31] ?? '';
    return `${day}${month}${year.slice(2)}-${serial}${check}`;
  }),
  named('no_fodselsnummer', ['Fødselsnummer', 'Personnummer'], (r) => {
    const { year, month, day } = birthday(r);
    const body = `${day}${month}${year.slice(2)}${String(r.below(500)).padStart(3, '0')}`;
    const first = (11 - (weighted(body, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
    const second = (11 - (weighted(`${body}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return first < 10 && second < 10 ? `${body}${first}${second}` : undefined;
  }),
  named('dk_cpr', ['CPR-nummer', 'CPR'], (r) => {
    const { year, month, day } = birthday(r);
    return `${day}${month}${year.slice(2)}-${1000 + r.below(2900)}`;
  }),
  named('pt_nif', ['NIF', 'Contribuinte'], (r) => {
    const body = `2${r.digits(7)}`;
    const rest = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return body + String(rest < 2 ? 0 : 11 - rest);
  }),
  plain('br_cpf', ['CPF'], (r) => {
    const body = r.digits(9);
    const digit = (text: string): number => {
      const rest =
        (weighted(
          text,
          Array.from({ length: text.length }, (_unused, index) => text.length + 1 - index),
        ) *
          10) %
        11;
      return rest === 10 ? 0 : rest;
    };
    const first = `${body}${digit(body)}`;
    return `${first}${digit(first)}`.replace(/^(...)(...)(...)(..)$/, '$1.$2.$3-$4');
  }),
  plain('cl_rut', ['RUT'], (r) => {
    const body = `1${r.digits(7)}`;
    const check = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
    return `${body.replace(/^(..)(...)(...)$/, '$1.$2.$3')}-${check === 11 ? '0' : check === 10 ? 'K' : check}`;
  }),
  plain('kr_rrn', ['주민등록번호', 'RRN'], (r) => {
    const { year, month, day } = birthday(r);
    const body = `${year.slice(2)}${month}${day}${1 + r.below(2)}${r.digits(5)}`;
    const check = (11 - (weighted(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
    return `${body.slice(0, 6)}-${body.slice(6)}${check}`;
  }),
  plain('sg_nric', ['NRIC'], (r) => {
    const body = r.digits(7);
    return `S${body}${'JZIHGFEDCBA'[weighted(body, [2, 7, 6, 5, 4, 3, 2]) % 11] ?? ''}`;
  }),
  plain('cn_resident_id', ['身份证号', 'ID card'], (r) => {
    const { year, month, day } = birthday(r);
    const body = `110105${year}${month}${day}${r.digits(3)}`;
    return body + ('10X98765432'[weighted(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] ?? '');
  }),
  named('za_id', ['SA ID number', 'ID number'], (r) => {
    const { year, month, day } = birthday(r);
    return luhn(`${year.slice(2)}${month}${day}${r.digits(4)}08`);
  }),
  named('tr_tckn', ['TC Kimlik No', 'T.C. kimlik numarası'], (r) => {
    const d = Array.from(`${1 + r.below(9)}${r.digits(8)}`, Number);
    const odd = [0, 2, 4, 6, 8].reduce((sum, at) => sum + (d[at] ?? 0), 0);
    const even = [1, 3, 5, 7].reduce((sum, at) => sum + (d[at] ?? 0), 0);
    const tenth = (((odd * 7 - even) % 10) + 10) % 10;
    return `${d.join('')}${tenth}${(odd + even + tenth) % 10}`;
  }),
];

export const OTHERS: readonly PersonalKind[] = [
  plain(
    'ip_v4',
    ['Last login from', 'Client IP'],
    (r) => `${r.pick([81, 93, 151, 78])}.${1 + r.below(250)}.${1 + r.below(250)}.${1 + r.below(250)}`,
  ),
  plain(
    'ip_v6',
    ['Client IP', 'IPv6'],
    (r) =>
      `2a02:8${r.hex(2)}:${r.hex(4)}:${r.hex(4)}:${1 + r.below(8)}${r.hex(3)}:${r.hex(4)}:${r.hex(4)}:${1 + r.below(8)}${r.hex(3)}`,
  ),
  named('mac_address', ['MAC address', 'Device MAC'], (r) => `3c:22:fb:${r.hex(2)}:${r.hex(2)}:${r.hex(2)}`),
  named('birth_date', ['Date of birth', 'DOB', 'Geburtsdatum'], (r) => {
    const { year, month, day } = birthday(r);
    return `${year}-${month}-${day}`;
  }),
  named('driver_licence', ["Driver's license", 'Driving licence no.'], (r) => `${r.upper(1)}${r.digits(7)}`),
  named('uk_passport', ['Passport no.', 'UK passport'], (r) => r.digits(9)),
  named('de_passport', ['Reisepass-Nr.', 'Passport number'], (r) => `C${r.from('0123456789CFGHJKLMNPRTVWXYZ', 8)}`),
  named('medical_record', ['MRN', 'Medical record number'], (r) => r.digits(8)),
  named('bank_account_us', ['Account number', 'Checking account'], (r) => r.digits(10)),
];
