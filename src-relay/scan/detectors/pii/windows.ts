import type { WindowDetector, WindowRule } from '../../definition.ts';
import { windowPattern } from '../window-pattern.ts';
import { piiDefinition, type PiiSpec } from './kind.ts';

function windowDetector(
  spec: PiiSpec & { readonly keywords: readonly string[]; readonly before: number; readonly after: number },
  window: WindowRule,
): WindowDetector {
  const { keywords, before, after } = spec;
  return { definition: { ...piiDefinition(spec), keywords, traits: [], window: { before, after } }, window };
}

const NAME_PART = "\\p{Lu}[\\p{Ll}\\p{M}]{1,20}(?:['’-]\\p{Lu}?[\\p{Ll}\\p{M}]{1,20})?";

/** What a name follows. Only the name itself must be in capitals, so the case of these is spelt out. */
const INTRODUCTION =
  '[Mm]y names? (?:is|are)|(?:[Ff]ull|[Pp]atient|[Cc]ustomer|[Cc]ardholder) [Nn]ame:?|[Aa]ccount [Hh]older:|[Nn]ame on [Cc]ard:|[Dd]ear (?:[Mm]rs?|[Mm]s|[Dd]r)\\.?|[Mm]i nombre es|[Ii]ch hei(?:ß|ss)e|[Mm]ein [Nn]ame ist|[Mm]on nom est|[Mm]i chiamo';

/** Personal data that need not hold a digit: known by the words around it. */
export const PII_WINDOWS: readonly WindowDetector[] = [
  windowDetector(
    {
      id: 'bank-identifier',
      placeholder: 'SWIFT_CODE',
      title: 'the bank of an account (BIC)',
      keywords: ['swift', 'bic:', 'bic ', 'bic code', 'bic/'],
      before: 8,
      after: 40,
      match: ['SWIFT code: DEUTDEFF500', 'BIC: NWBKGB2L'],
      noMatch: ['SWIFT code SETTINGS', 'a public: DEUTDEFF', 'swift: packages'],
    },
    windowPattern(
      /(?<![A-Za-z])(?:SWIFT|[Ss]wift|BIC|[Bb]ic)(?:[ /-]?(?:[Cc]ode|CODE|BIC|SWIFT|[Nn]umber))?\)?["']?(?:\s?[:=#]\s?|\sis\s|\s(?=[A-Z]{5,7}\d))["']?([A-Z]{4}(?:A[DEFGLMORTUWZ]|B[ABDEGHNOR]|C[AHILNORUYZ]|D[EKOZ]|E[CEGST]|F[IOR]|G[BEGHIRT]|H[KRU]|I[DELNQST]|J[OP]|K[EWZ]|L[BITUV]|M[ACDETUXY]|N[GLOZ]|O[M]|P[AEHKLSTY]|Q[A]|R[OSU]|S[AEGIKMNV]|T[HNRW]|U[ASY]|V[AGN]|X[K]|Z[A])[A-Z\d]{2}(?:[A-Z\d]{3})?)(?![A-Za-z\d])/dg,
      1,
    ),
  ),
  windowDetector(
    {
      id: 'mac-address-of-letters',
      placeholder: 'MAC_ADDRESS',
      title: 'the hardware address of a device',
      keywords: [
        'mac:',
        'mac addr',
        'hwaddr',
        'hardware addr',
        'physical addr',
        'link/ether',
        'macs:',
        'mac is',
        'and aa',
      ],
      before: 24,
      after: 64,
      match: ['Device MAC: AB:CD:EF:AB:CD:EF', 'physical address is abcd.efab.cdef'],
      noMatch: ['MAC: FF:FF:FF:FF:FF:FF', 'mac address facade.decade.accede'],
    },
    windowPattern(
      /(?<![\dA-Za-z:.-])(?!([a-f])\1[:-]?(?:\1\1[:-]?){5})(?:[a-f]{2}([:-])(?:[a-f]{2}\2){4}[a-f]{2}|[a-f]{4}\.[a-f]{4}\.[a-f]{4})(?![\dA-Za-z:.-][\dA-Za-z])/gi,
    ),
  ),
  windowDetector(
    {
      id: 'spelt-email',
      placeholder: 'EMAIL_ADDRESS',
      title: 'an e-mail address in disguise',
      keywords: ['[at]', '(at)', '{at}', ' [dot] ', ' (dot) '],
      before: 80,
      after: 90,
      match: ['jane.roe [at] firma [dot] example', 'jane(at)firma.example', 'jane (at) mail (dot) firma (dot) example'],
      noMatch: ['arrive (at) noon', 'x[at] = 1'],
    },
    windowPattern(
      /(?<![\w.+-])[A-Za-z\d][\w.+-]{0,40} ?[[({]at[\])}] ?[A-Za-z\d][A-Za-z\d-]{0,40}(?:(?: ?[[({]dot[\])}] ?|\.)[A-Za-z\d-]{2,24}){1,4}(?![\w-])/gi,
    ),
  ),
  windowDetector(
    {
      id: 'person-name',
      placeholder: 'PERSON',
      title: "a person's name",
      keywords: [
        'my name is',
        'full name:',
        'patient name:',
        'customer name:',
        'cardholder name',
        'account holder:',
        'name on card:',
        'dear mr',
        'dear ms',
        'dear dr',
        'dear mrs',
        'mi nombre es',
        'ich heisse',
        'mein name ist',
        'mon nom est',
        'mi chiamo',
        'my names ',
      ],
      before: 0,
      after: 90,
      match: ['My name is Jane Roe.', 'Dear Ms. Roe,', 'Patient name: Jane Q. Roe'],
      noMatch: ['my name is important', 'Dear Msgr, hello', 'full name: string'],
    },
    windowPattern(
      new RegExp(
        `(?:${INTRODUCTION})[ \\t"']{1,4}(${NAME_PART}(?: (?:(?:van|von|der|de|la|del|di|da|bin|al) ){0,2}(?:${NAME_PART}|\\p{Lu}\\.)){0,3})(?![\\p{L}\\d])`,
        'dgu',
      ),
      1,
    ),
  ),
];
