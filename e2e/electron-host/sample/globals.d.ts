/** What the sample's preload script puts into its page. */
export interface SampleApi {
  readonly platform: string;
  readonly isSandboxed: boolean;
  readonly argument: string;
  add(a: unknown, b: unknown): Promise<{ sum: number }>;
  invoke(channel: string, ...values: unknown[]): Promise<unknown>;
  note(text: string): void;
  readonly nested: { readonly list: readonly unknown[]; same(value: unknown): unknown };
  fail(): void;
  later(): Promise<string>;
  call(callback: (...values: unknown[]) => unknown, ...values: unknown[]): unknown;
  onTick(callback: (tick: number) => void): () => void;
  onNoted(callback: (text: string) => void): void;
}

declare global {
  /** In the page. */
  var hostSample: SampleApi;
  /** In the page: ends what onTick began. */
  var stopTicks: () => void;
  /** In the main process: what happened, in order. */
  var sampleLog: string[];
}
