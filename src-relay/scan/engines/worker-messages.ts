import type { ScanDirection } from '../../protocol/scan-types.ts';
import type { Share, ShareFindings } from '../item-scan.ts';

/** What the worker is started with. */
export interface WorkerSetup {
  readonly disabledDetectors: readonly string[];
}

/** A share of one item: its JSON text, because a string crosses threads cheaper than the value it stands for. */
export interface WorkerRequest {
  readonly id: number;
  readonly source: string;
  readonly direction: ScanDirection;
  readonly share: Share;
}

export type WorkerReply =
  | { readonly id: number; readonly found: ShareFindings }
  | { readonly id: number; readonly error: string };
