import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import type { CdpSession } from './cdp.ts';
import type { FromPreload, ToPreload } from './injected/preload-end.ts';
import { pageScript, preloadScript, wrapPreload, type WorldNames } from './injected/scripts.ts';
import { reportError } from './report.ts';

/** What a sandboxed preload script of Electron sees as `process`. */
function environmentOf(additionalArguments: readonly string[]): object {
  const { platform, arch, version, versions, pid, env } = process;
  return {
    platform,
    arch,
    version,
    versions: { ...versions },
    pid,
    env: { ...env },
    argv: [process.execPath, '--type=renderer', ...additionalArguments],
    execPath: process.execPath,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  };
}

/** Only the host's own code can call the binding, in a world that no page can enter. */
function isFromPreload(message: unknown): message is FromPreload {
  return typeof message === 'object' && message !== null && 'kind' in message;
}

interface PreloadWorldOptions {
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  onMessage(message: FromPreload): void;
}

/** The world of a window's preload script: apart from the page's own, as contextIsolation has it. */
export class PreloadWorld {
  readonly #options: PreloadWorldOptions;
  readonly #names: WorldNames;
  #session: CdpSession | undefined;
  #context: number | undefined;

  constructor(options: PreloadWorldOptions) {
    this.#options = options;
    const secret = randomUUID();
    this.#names = {
      world: `Electron Isolated Context ${secret}`,
      handshake: `handshake-${secret}`,
      post: `post-${secret}`,
      receive: `receive-${secret}`,
    };
  }

  /** Prepares the page, before its first document. */
  async install(session: CdpSession, mainFrameId: string): Promise<void> {
    this.#session = session;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const isMain: boolean = context.auxData?.frameId === mainFrameId;
      if (context.name === this.#names.world && isMain) this.#context = context.id;
    });
    session.on('Runtime.executionContextsCleared', () => {
      this.#context = undefined;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#context) this.#context = undefined;
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.#names.post) this.#receive(payload, executionContextId);
    });
    const environment = environmentOf(this.#options.additionalArguments);
    // In this order: the page's end has to listen when the preload script's end calls.
    await Promise.all([
      session.send('Runtime.addBinding', { name: this.#names.post, executionContextName: this.#names.world }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(this.#names) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadScript(this.#names, environment, this.#readPreload()),
        worldName: this.#names.world,
      }),
    ]);
  }

  /** Electron drops what is sent before the document has a preload script to hear it, and so does this. */
  deliver(message: ToPreload): void {
    if (this.#context === undefined || this.#session === undefined) return;
    const sent = this.#session.send('Runtime.callFunctionOn', {
      executionContextId: this.#context,
      functionDeclaration: '(name, message) => globalThis[name](message)',
      arguments: [{ value: this.#names.receive }, { value: message }],
    });
    sent.then(
      ({ exceptionDetails }) => {
        if (exceptionDetails === undefined) return;
        const { exception, text } = exceptionDetails;
        reportError('a listener of ipcRenderer', exception?.description ?? text);
      },
      // The document may have gone in the meantime, and what was sent to it with it.
      () => undefined,
    );
  }

  #receive(payload: string, context: number): void {
    const message: unknown = JSON.parse(payload);
    // What an earlier document of the window sent has no frame any more.
    if (!isFromPreload(message) || (this.#context !== undefined && context !== this.#context)) return;
    this.#options.onMessage(message);
  }

  /** A script that cannot even be compiled would take the bridge with it, so that is found out first. */
  #readPreload(): string {
    const { preload } = this.#options;
    if (preload === undefined) return '';
    try {
      const source = readFileSync(preload, 'utf8');
      return new Script(wrapPreload(source), { filename: preload }) instanceof Script ? source : '';
    } catch (error) {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      this.#options.onMessage({ kind: 'preload-error', message, stack });
      return '';
    }
  }
}
