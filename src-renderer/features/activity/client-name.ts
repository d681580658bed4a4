/** The name of a caller without the word that says that it is a client. */
export function clientName(identity: string): string {
  return identity.startsWith('client:') ? identity.slice('client:'.length) : identity;
}
