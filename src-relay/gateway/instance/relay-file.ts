import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomic } from '../../store/atomic-file.ts';

const relayFileSchema = z.object({
  pid: z.int(),
  version: z.string(),
  instanceId: z.string(),
  startedAt: z.string(),
  baseUrl: z.url(),
  endpoints: z.object({ mcp: z.url(), sse: z.url(), ui: z.url(), health: z.url() }),
  /** The configuration it runs with, so that a second start can tell whether it means the same relay. */
  configFile: z.string().nullable(),
});

/** What `relay.json` says of the running relay: how clients find it (spec/relay.md, "Running it"). */
export type RelayFile = z.infer<typeof relayFileSchema>;

export function writeRelayFile(file: string, content: RelayFile): void {
  writeFileAtomic(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** The running relay, or undefined where the file is missing, broken, or left by a process that is gone. */
export function readRelayFile(file: string): RelayFile | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const parsed = relayFileSchema.safeParse(JSON.parse(text));
    return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Removes the file if it is still the one of this instance. */
export function removeRelayFile(file: string, instanceId: string): void {
  if (readRelayFile(file)?.instanceId === instanceId) rmSync(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process: alive, but not ours to signal.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
