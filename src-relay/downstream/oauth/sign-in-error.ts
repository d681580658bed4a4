/** A sign-in, a renewal or finding out where failed; the message is a sentence for a person and holds no credential. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code = 'sign_in';
  /**
   * `rejected`: what was granted is no longer worth anything. `unknown_client`: neither is the registration. `unreachable`:
   * it may work later. `refused`: trying the same again is of no use.
   */
  readonly kind: 'rejected' | 'unknown_client' | 'unreachable' | 'refused';

  constructor(kind: SignInError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
