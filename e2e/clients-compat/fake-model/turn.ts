/** What a client tells the model with each request, whatever the notation of its service. */
export interface ModelTurn {
  /** Names of the tools that the model may call, as the client spells them. */
  readonly tools: readonly string[];
  /** What the calls so far have answered, as text. */
  readonly results: readonly string[];
}

/** What the model says: a tool to call, or that it is done. */
export type ModelAnswer =
  | { readonly kind: 'call'; readonly tool: string; readonly arguments: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly text: string };

/** A model service's notation. */
export interface ModelNotation {
  /** Whether a request to this path is one for the model. */
  readonly takes: (path: string) => boolean;
  /** @throws ZodError where the body is not of this notation */
  readonly read: (body: unknown) => ModelTurn;
  /** The events of the answer, as an event stream. */
  readonly write: (answer: ModelAnswer) => string;
}

/** One event of a stream. */
export function event(data: object, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}
