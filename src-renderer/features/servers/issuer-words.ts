import type { SignIn } from '../../../src-relay/control/contract.ts';

/** The host of an authorization server; a text that is no address as it is, cut. */
function issuerHost(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer.slice(0, 100);
}

/** ` at auth.example.com`, for the end of a sentence; nothing as long as the place is not known. */
export function atIssuer(signIn: SignIn | null): string {
  return signIn?.issuer == null ? '' : ` at ${issuerHost(signIn.issuer)}`;
}
