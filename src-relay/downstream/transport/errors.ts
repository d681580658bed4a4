/** A request that its server cannot have begun to work on: it may be sent again. */
export class NotBegunError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NotBegunError';
  }
}

/** A server said nothing in time, or nothing that is the response to what it was asked. */
export class NoAnswerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoAnswerError';
  }
}

/** An HTTP status in place of an answer. */
export class HttpStatusError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(statusProblem(status));
    this.name = 'HttpStatusError';
    this.status = status;
  }
}

function statusProblem(status: number): string {
  if (status === 401 || status === 403) {
    return `the server refused access (HTTP ${status}); put a valid credential into its "headers"`;
  }
  return `the server answered HTTP ${status}`;
}
