import { type Message } from '../../conformance/bridge/pipe.ts';

/** One client's connection to the relay. */
export interface Link {
  /**
   * Sends a message. Where a response belongs to it (HTTP), it resolves when that has ended: no answer comes after that.
   *
   * @throws {LinkLost} if it did not arrive, or its response broke
   */
  readonly send: (message: Message) => Promise<void>;
  /** Whether the answer to a message comes in the response to it, and nowhere else. */
  readonly answersInResponse: boolean;
  readonly close: () => void;
}

/** What a link tells its client. */
export interface LinkEvents {
  /** The text of one message, as it came. */
  readonly onText: (text: string) => void;
  /** The connection is gone for good. */
  readonly onLost: (why: string) => void;
}

/** The connection, or the session on it, is gone. */
export class LinkLost extends Error {}

export type OpenLink = (events: LinkEvents) => Promise<Link>;
