import type { Dispatcher } from '../../pipeline/dispatch.ts';
import type { ClientSession } from '../../pipeline/session.ts';
import { Cancellation } from '../../protocol/cancellation.ts';
import { memberSource, type Frame } from '../../protocol/frame.ts';
import { faultResponse } from '../../protocol/modern/fault.ts';
import type { ClientTraits } from '../../protocol/era.ts';
import { classifyStdio } from '../modern/classify.ts';
import { answerModern } from '../modern/front.ts';
import { LISTEN, openListening } from '../modern/listening.ts';

/** What comes over stdio in the modern era: requests that carry an envelope, on the same pipe as everything else. */
export class ModernLines {
  readonly #session: ClientSession;
  readonly #dispatcher: Dispatcher;
  readonly #send: (source: string) => boolean;

  constructor(session: ClientSession, dispatcher: Dispatcher, send: (source: string) => boolean) {
    this.#session = session;
    this.#dispatcher = dispatcher;
    this.#send = send;
  }

  /** The response to a message of the modern era, empty where there is none; undefined for one of the legacy era. */
  answer(frame: Frame): string | Promise<string> | undefined {
    const classified = classifyStdio(frame);
    if (classified.kind === 'fault') {
      const { fault } = classified;
      this.#dispatcher.noteRefusal(this.#session.identity, `its envelope is not in order (${fault.code})`);
      return faultResponse(memberSource(frame, 'id') ?? 'null', fault);
    }
    if (classified.kind !== 'request') return undefined;
    const { traits, clientName } = classified.envelope;
    this.#session.clientName ??= clientName;
    return frame.message.method === LISTEN ? this.#listen(frame) : this.#call(frame, traits);
  }

  async #call(frame: Frame, traits: ClientTraits): Promise<string> {
    const { calls, key } = this.#session;
    const idSource = memberSource(frame, 'id') ?? 'null';
    const cancellation = new Cancellation();
    // A request that goes on with what was begun before has an id of its own to be cancelled by.
    const underWay = calls.add(idSource, cancellation);
    const exchange = { owner: key, frame, emit: (source: string) => void this.#send(source), cancellation };
    const { source } = await answerModern(this.#dispatcher, this.#session, traits, exchange);
    calls.remove(underWay);
    return cancellation.isCancelled ? '' : source;
  }

  #listen(frame: Frame): string {
    const { calls } = this.#session;
    const idSource = memberSource(frame, 'id') ?? 'null';
    const send = (source: string): void => void this.#send(source);
    const cancellation = new Cancellation();
    const opened = openListening(this.#session, frame, this.#dispatcher.modernCapabilities, () => ({
      send,
      end: send,
    }));
    if ('source' in opened) return opened.source;
    const underWay = calls.add(idSource, cancellation);
    cancellation.listen(() => {
      calls.remove(underWay);
      opened.drop();
    });
    return '';
  }
}
