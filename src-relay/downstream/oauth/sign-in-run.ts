import { messageOf } from '../../protocol/errors.ts';
import { SignInError } from './sign-in-error.ts';

/** What runs a sign-in: it is told when to stop, and tells where the person has to go. */
export type SignInWork = (signal: AbortSignal, onAddress: (url: URL) => Promise<void>) => Promise<void>;

/** One sign-in that a person is at. */
export class SignInRun {
  /** Resolves when the person can go to its address. Rejects where it fails before. */
  readonly started: Promise<void>;
  /** Why it failed, in a sentence; undefined where it worked or was cancelled. Never rejects. */
  readonly ended: Promise<string | undefined>;
  readonly #abort = new AbortController();
  #address: string | undefined;

  /** @param onAddress opens the address, or shows it */
  constructor(work: SignInWork, onAddress: (url: URL) => Promise<void>) {
    const started = Promise.withResolvers<void>();
    this.started = started.promise;
    this.started.catch(() => {});
    const working = work(this.#abort.signal, async (url) => {
      this.#address = url.href;
      await onAddress(url);
      started.resolve();
    });
    this.ended = working.then(
      () => undefined,
      (error: unknown) => {
        started.reject(error);
        return this.#abort.signal.aborted ? undefined : messageOf(error);
      },
    );
  }

  /** Where the person signs in; undefined as long as that is being found out. */
  get address(): string | undefined {
    return this.#address;
  }

  async cancel(): Promise<void> {
    this.#abort.abort(new SignInError('refused', 'The sign-in was cancelled.'));
    await this.ended;
  }
}
