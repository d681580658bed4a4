import { connect } from 'node:net';

import { within } from './deadline.ts';

/** What comes back on a bare connection. */
export interface BareAnswer {
  /** Of the first answer that is final; 0 where the connection ended without one. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** The relay has asked for the body with `100 Continue`. */
  readonly isInvited: boolean;
}

/** A connection on which a test says what it likes, byte by byte. */
export interface BareConnection {
  readonly send: (bytes: string | Buffer) => void;
  /** Sends this and nothing more. */
  readonly end: (bytes: Buffer) => void;
  /** The next final answer, as soon as it is whole; nothing more has to be sent for it. */
  readonly answer: () => Promise<BareAnswer>;
  /** What came behind the answers so far, e.g. on a stream. */
  readonly rest: () => string;
  readonly closed: Promise<void>;
  readonly isClosed: () => boolean;
  readonly close: () => void;
}

const NO_ANSWER: BareAnswer = { status: 0, head: '', body: '', isInvited: false };

export async function bareConnection(port: number): Promise<BareConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let text = '';
  let isClosed = false;
  let wake = (): void => {};
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part;
    wake();
  });
  // Cut off: 'close' follows.
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isClosed = true;
      wake();
      resolve();
    });
  });
  await within(
    'connection',
    new Promise<void>((resolve) => {
      socket.once('connect', resolve);
      socket.once('close', () => resolve());
    }),
  );
  let isInvited = false;
  const next = (): BareAnswer | undefined => {
    for (;;) {
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return isClosed ? { ...NO_ANSWER, isInvited } : undefined;
      const head = text.slice(0, end);
      const status = Number(/^HTTP\/1\.1 (?<status>\d{3})/u.exec(head)?.groups?.['status']);
      if (status === 100) {
        isInvited = true;
        text = text.slice(end + 4);
        continue;
      }
      const length = Number(/\r\ncontent-length: (?<length>\d+)/iu.exec(head)?.groups?.['length'] ?? 0);
      if (text.length < end + 4 + length && !isClosed) return undefined;
      const answer = { status, head, body: text.slice(end + 4, end + 4 + length), isInvited };
      text = text.slice(end + 4 + length);
      isInvited = false;
      return answer;
    }
  };
  const answer = async (): Promise<BareAnswer> => {
    for (;;) {
      const found = next();
      if (found) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    send: (bytes) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
    end: (bytes) => void socket.end(bytes),
    answer: () => within('answer on the connection', answer()),
    rest: () => text,
    closed: within('end of the connection', closed, 60_000),
    isClosed: () => isClosed,
    close: () => socket.destroy(),
  };
}

/** Sends these bytes on a connection of their own and gives the first answer. */
export async function attack(port: number, bytes: string | Buffer): Promise<BareAnswer> {
  const connection = await bareConnection(port);
  connection.closed.catch(() => {});
  connection.send(bytes);
  try {
    return await connection.answer();
  } finally {
    connection.close();
  }
}

/** The head of a request from lines as they shall stand on the wire. */
export function headOf(first: string, ...lines: readonly string[]): string {
  return `${[first, ...lines].join('\r\n')}\r\n\r\n`;
}
