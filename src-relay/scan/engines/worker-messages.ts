import type { Finding, ScanDirection } from '../../protocol/scan-types.ts';

/** What the worker is started with. */
export interface WorkerSetup {
  readonly disabledDetectors: readonly string[];
}

/** One item: its JSON text, because a string crosses threads cheaper than the value it stands for. */
export interface WorkerRequest {
  readonly id: number;
  readonly source: string;
  readonly direction: ScanDirection;
}

export type WorkerReply =
  | { readonly id: number; readonly findings: readonly Finding[] }
  | { readonly id: number; readonly error: string };
