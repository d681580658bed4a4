import { readFileSync } from 'node:fs';
import { member, parseJson, type JsonValue } from '../../protocol/json.ts';

/** What `relay.json` says of the running relay: how clients find it (spec/relay.md, "Running it"). */
export interface RelayFile {
  readonly pid: number;
  readonly version: string;
  readonly instanceId: string;
  readonly startedAt: string;
  readonly baseUrl: string;
  readonly endpoints: { readonly mcp: string; readonly sse: string; readonly ui: string; readonly health: string };
  /** The configuration it runs with, so that a second start can tell whether it means the same relay. */
  readonly configFile: string | null;
}

/** The running relay, or undefined where the file is missing, broken, or left by a process that is gone. */
export function readRelayFile(file: string): RelayFile | undefined {
  try {
    const content = contentOf(parseJson(readFileSync(file, 'utf8')));
    return content && isAlive(content.pid) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Checked by hand: every start of a client waits for this, and to load zod takes as long as all the rest of the bridge. */
function contentOf(value: JsonValue): RelayFile | undefined {
  const text = (key: string, of: JsonValue | undefined = value): string | undefined => {
    const found = member(of, key);
    return typeof found === 'string' ? found : undefined;
  };
  const url = (key: string, of?: JsonValue): string | undefined => {
    const found = text(key, of);
    return found !== undefined && URL.canParse(found) ? found : undefined;
  };
  const pid = member(value, 'pid');
  const [version, instanceId, startedAt, baseUrl] = [
    text('version'),
    text('instanceId'),
    text('startedAt'),
    url('baseUrl'),
  ];
  const given = member(value, 'endpoints');
  const [mcp, sse, ui, health] = [url('mcp', given), url('sse', given), url('ui', given), url('health', given)];
  const configFile = member(value, 'configFile') === null ? null : text('configFile');
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || configFile === undefined) return undefined;
  if (version === undefined || instanceId === undefined || startedAt === undefined || baseUrl === undefined)
    return undefined;
  if (mcp === undefined || sse === undefined || ui === undefined || health === undefined) return undefined;
  return { pid, version, instanceId, startedAt, baseUrl, endpoints: { mcp, sse, ui, health }, configFile };
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
