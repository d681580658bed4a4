import { secretKinds } from './kind.ts';
import { alnum, base64, hex, letters, upper, urlSafe } from './samples.ts';

// A name, an optional quote, what assigns, an optional quote: between the name of a setting and its value.
const IS = '["\'`\\]]{0,2}\\s{0,4}(?:=>|:=|\\?=|==|[=:,])?\\s{0,4}["\'`]{0,3}';

/** What keeps or provisions secrets itself. */
export const VAULT_KINDS = secretKinds([
  {
    id: 'hashicorp-terraform-token',
    title: 'HCP Terraform token',
    keywords: ['atlasv1.'],
    form: '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}',
    longest: 93,
    lead: 16,
    match: [`${alnum(14)}.atlasv1.${urlSafe(67)}`],
    noMatch: ['terraform.atlasv1.docs'],
  },
  {
    id: 'hashicorp-vault-token',
    title: 'HashiCorp Vault token',
    keywords: ['hvs.', 'hvb.', 'hvr.'],
    form: 'hv[sbr]\\.[A-Za-z0-9_-]{24,300}',
    longest: 305,
    match: [`hvs.${urlSafe(95)}`, `hvb.${urlSafe(140)}`],
    noMatch: ['hvs.placeholder', `hvs.${letters(10)}`],
  },
  {
    id: 'vault-legacy-token',
    title: 'HashiCorp Vault token',
    placeholder: 'HASHICORP_VAULT_TOKEN',
    keywords: ['vault', 'x-vault-token'],
    form: `vault[\\w.-]{0,24}${IS}(?<secret>[sb]\\.[A-Za-z0-9]{24})`,
    flags: 'i',
    longest: 70,
    match: [`VAULT_TOKEN=s.${alnum(24)}`],
    noMatch: ['vault: s.thisstringisallletters'],
  },
  {
    id: 'pulumi-token',
    title: 'Pulumi access token',
    keywords: ['pul-'],
    form: 'pul-[0-9a-f]{40}',
    longest: 44,
    match: [`pul-${hex(40)}`],
  },
  {
    id: 'doppler-token',
    title: 'Doppler token',
    keywords: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.said.', 'dp.scim.', 'dp.audit.'],
    form: 'dp\\.(?:pt|st|ct|sa|said|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}',
    longest: 92,
    match: [`dp.pt.${alnum(43)}`, `dp.st.prd.${alnum(43)}`],
  },
  {
    id: 'onepassword-service-token',
    title: '1Password service account token',
    keywords: ['ops_eyj'],
    form: 'ops_eyJ[A-Za-z0-9+/_-]{200,2000}={0,2}',
    longest: 2010,
    match: [`ops_eyJ${base64(300)}==`],
  },
  {
    id: 'onepassword-secret-key',
    title: '1Password secret key',
    keywords: ['a3-'],
    form: 'A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}',
    longest: 45,
    match: [`A3-${upper(6)}-${upper(11)}-${upper(5)}-${upper(5, 31)}-${upper(5, 32)}`],
  },
  {
    id: 'age-secret-key',
    title: 'age secret key',
    keywords: ['age-secret-key-'],
    form: 'AGE-SECRET-KEY-(?:PQ-)?1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58,100}',
    longest: 122,
    match: [`AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`],
  },
]);
