import { delimiter } from 'node:path';
import { messageOf } from '../../../protocol/errors.ts';
import { loginShellOf, pathOfLoginShell, type LoginShell } from './login-shell.ts';

/** A shell whose PATH lacks a program is asked again at the earliest after this long, in milliseconds. */
const ASK_AGAIN_MS = 30_000;

/** Where programs are looked for. */
export interface MorePath {
  /** The PATH as far as it is known now. */
  readonly path: string;
  /** Where it is from, as the end of a sentence; empty for the relay's own alone. */
  readonly origin: string;
  /** Finds out what is not known yet; resolves without news where there is none. Never rejects. */
  learn(): Promise<void>;
}

/** The PATH that the relay itself was started with: all there is on a command line. */
export function ownPath(path: string): MorePath {
  return { path, origin: '', learn: () => Promise.resolve() };
}

/**
 * The PATH of the login shell of whom this process runs for.
 * @param basic the environment that every child gets
 * @param events hear of the shell's process group
 */
export function loginPath(
  basic: Readonly<Record<string, string>>,
  events: Pick<LoginShell, 'onStart' | 'onEnd'>,
): MorePath {
  return new LoginPath(process.env.PATH ?? '', { ...loginShellOf(process.env, basic), ...events });
}

/**
 * The PATH of the person's login shell before the relay's own: an app that is started from a dock gets a poor one. The
 * shell is asked once, and again only for a program that is not found; nothing but PATH is taken from it.
 */
export class LoginPath implements MorePath {
  readonly #own: string;
  readonly #shell: LoginShell;
  #path: string;
  #failure: string | undefined;
  #asking: Promise<void> | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(own: string, shell: LoginShell) {
    this.#own = own;
    this.#shell = shell;
    this.#path = own;
  }

  get path(): string {
    return this.#path;
  }

  get origin(): string {
    const { file } = this.#shell;
    if (this.#failure !== undefined) return `the login shell ${file} ${this.#failure}`;
    return this.#askedAt < 0 ? '' : `that of the login shell ${file} included`;
  }

  learn(): Promise<void> {
    if (!this.#asking && performance.now() - this.#askedAt < ASK_AGAIN_MS) return Promise.resolve();
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
      this.#askedAt = performance.now();
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    try {
      this.#path = mergePaths(await pathOfLoginShell(this.#shell), this.#own);
      this.#failure = undefined;
    } catch (error) {
      this.#failure = messageOf(error);
    }
  }
}

/** The entries of the first path, then those of the second that it lacks. */
function mergePaths(first: string, second: string): string {
  const entries = [...first.split(delimiter), ...second.split(delimiter)];
  return [...new Set(entries.filter((entry) => entry !== ''))].join(delimiter);
}
