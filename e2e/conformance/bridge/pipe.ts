import { z } from 'zod';

/** A JSON-RPC message of either direction; what else stands in it passes untouched. */
export const MESSAGE = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  method: z.string().optional(),
  params: z.looseObject({ _meta: z.looseObject({}).optional() }).optional(),
  result: z.looseObject({ _meta: z.looseObject({}).optional() }).optional(),
  error: z.looseObject({ code: z.number() }).optional(),
});
export type Message = z.infer<typeof MESSAGE>;
export type Id = string | number;

/** A connection that carries one message after the other, both ways. */
export interface Pipe {
  readonly send: (message: Message) => void;
  /** The first listener also gets what came before it listened. */
  readonly listen: (listener: (message: Message) => void) => void;
  readonly close: () => void;
}

/** Keeps what comes until somebody listens. */
export class Inbox {
  readonly #waiting: Message[] = [];
  #listener: ((message: Message) => void) | undefined;

  put(message: Message): void {
    if (this.#listener === undefined) this.#waiting.push(message);
    else this.#listener(message);
  }

  listen(listener: (message: Message) => void): void {
    this.#listener = listener;
    for (const message of this.#waiting.splice(0)) listener(message);
  }
}
