import type { Answer, ClientPort } from '../../pipeline/client-port.ts';
import type { Dispatcher } from '../../pipeline/dispatch.ts';
import type { ClientSession } from '../../pipeline/session.ts';
import type { ClientTraits } from '../../protocol/era.ts';
import { BATCH_VERSION, messagesFromBytes } from '../../protocol/batch.ts';
import { frameFromBytes, type Frame } from '../../protocol/frame.ts';
import { LATEST_LEGACY_VERSION } from '../../protocol/versions.ts';

/** What is known of a client before it has said `initialize`. */
const UNKNOWN: ClientTraits = {
  era: 'legacy',
  version: LATEST_LEGACY_VERSION,
  capabilities: {},
  logLevel: undefined,
};

/** How what a client sends is read: in one revision messages may come several at once. */
export function decoderFor(session: ClientSession | undefined): (bytes: Buffer) => Frame | readonly Frame[] {
  return session?.traits?.version === BATCH_VERSION ? messagesFromBytes : frameFromBytes;
}

/**
 * Answers a message of the legacy era, or several that came at once.
 * @returns the text of the response, or of all responses as an array; empty where there is none
 */
export function answerLegacy(
  dispatcher: Dispatcher,
  session: ClientSession,
  messages: Frame | readonly Frame[],
  port: ClientPort,
): Promise<string> {
  // Read anew for each message: the first of several may be the one that makes the client known.
  const handle = (frame: Frame): Promise<Answer> => dispatcher.handle(session, frame, session.traits ?? UNKNOWN, port);
  if ('message' in messages) return handle(messages).then(sourceOf);
  return Promise.all(messages.map((frame) => handle(frame))).then((answers) => {
    const responses = answers.map(sourceOf).filter((source) => source !== '');
    return responses.length === 0 ? '' : `[${responses.join(',')}]`;
  });
}

function sourceOf({ source }: Answer): string {
  return source;
}
