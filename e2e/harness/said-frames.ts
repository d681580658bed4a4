import { rawAt, rawMembers } from '../fixtures/raw-json.ts';
import { until } from './deadline.ts';

/** A JSON-RPC frame exactly as it came, with its id and params as source text. */
export interface SaidFrame {
  readonly source: string;
  /** Undefined in a notification. */
  readonly rawId: string | undefined;
  /** Empty in a response. */
  readonly method: string;
  readonly rawParams: string;
}

export function saidFrame(source: string): SaidFrame {
  const members = rawMembers(source);
  const method: unknown = JSON.parse(members.get('method') ?? '""');
  return { source, rawId: members.get('id'), method: String(method), rawParams: members.get('params') ?? '{}' };
}

/** Everything that one side has said, in order. */
export class SaidFrames {
  readonly all: SaidFrame[] = [];

  add(source: string): SaidFrame {
    const frame = saidFrame(source);
    this.all.push(frame);
    return frame;
  }

  /** Requests and notifications of this method so far. */
  of(method: string): readonly SaidFrame[] {
    return this.all.filter((frame) => frame.method === method);
  }

  /** Waits for the request or notification of this method that comes after so many others of it. */
  next(method: string, after = 0, deadlineMs?: number): Promise<SaidFrame> {
    return until(method, () => this.of(method)[after], deadlineMs);
  }

  /** Responses to this id so far, given as source text. */
  answers(rawId: string): readonly string[] {
    return this.all.filter((frame) => frame.rawId === rawId && frame.method === '').map(({ source }) => source);
  }

  /** Waits for the response to this id that comes after so many others to it, and returns the frame as it came. */
  answer(rawId: string, after = 0, deadlineMs?: number): Promise<string> {
    return until(`answer to ${rawId}`, () => this.answers(rawId)[after], deadlineMs);
  }
}

/** The text of a string at a path of a frame; undefined where there is none. */
export function stringAt(frame: string, ...path: readonly (string | number)[]): string | undefined {
  const raw = rawAt(frame, ...path);
  const value: unknown = raw === undefined ? undefined : JSON.parse(raw);
  return typeof value === 'string' ? value : undefined;
}

export function requestFrame(rawId: string, method: string, rawParams: string): string {
  return `{"jsonrpc":"2.0","id":${rawId},"method":${JSON.stringify(method)},"params":${rawParams}}`;
}

export function notificationFrame(method: string, rawParams?: string): string {
  const params = rawParams === undefined ? '' : `,"params":${rawParams}`;
  return `{"jsonrpc":"2.0","method":${JSON.stringify(method)}${params}}`;
}

export function resultFrame(rawId: string, rawResult: string): string {
  return `{"jsonrpc":"2.0","id":${rawId},"result":${rawResult}}`;
}

export function errorFrame(rawId: string, rawError: string): string {
  return `{"jsonrpc":"2.0","id":${rawId},"error":${rawError}}`;
}
