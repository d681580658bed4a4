import { ProcessSupervisor } from '../downstream/process/supervisor.ts';
import { DownstreamServer } from '../downstream/server.ts';
import { Cancellation } from '../protocol/cancellation.ts';
import { frameFromText, memberSource } from '../protocol/frame.ts';
import { isJsonObject, type JsonObject } from '../protocol/json.ts';
import { createLog } from '../protocol/log.ts';
import type { ServerConfig } from '../protocol/server-config.ts';
import type { CallContext } from './context.ts';
import { ClientSession } from './session.ts';

/** A request on its way, for tests: of a legacy client that can do nothing, to the tool `own` of the server `s`. */
export function callContext(message: JsonObject, more: Partial<CallContext> = {}): CallContext {
  const frame = frameFromText(JSON.stringify(message));
  const { params } = frame.message;
  return {
    session: new ClientSession('client:test'),
    traits: { era: 'legacy', version: '2025-11-25', capabilities: {}, logLevel: undefined },
    port: { emit: () => {}, ask: () => Promise.resolve([]) },
    route: {
      method: 'tools/call',
      stages: [],
      find: () => undefined,
      namePath: () => ['name'],
      calledName: () => 'shown',
      invalid: '',
    },
    frame,
    idSource: memberSource(frame, 'id') ?? 'null',
    paramsSource: memberSource(frame, 'params') ?? '{}',
    params: isJsonObject(params) ? params : {},
    calledName: 'shown',
    entryId: '1',
    startedAt: 0,
    cancellation: new Cancellation(),
    carried: undefined,
    target: { server: 's', name: 'own' },
    tool: undefined,
    server: undefined,
    withheld: undefined,
    bypassed: false,
    requestEdits: [],
    restoredArguments: undefined,
    response: undefined,
    responseEra: 'legacy',
    toSeal: undefined,
    missing: undefined,
    answer: undefined,
    verdict: 'allow',
    findings: [],
    status: 'error',
    code: undefined,
    reason: undefined,
    loggedMethod: 'tools/call',
    loggedRequest: undefined,
    loggedResponse: undefined,
    ...more,
  };
}

const CONFIG: ServerConfig = {
  kind: 'stdio',
  name: 's',
  hidden: false,
  enabled: true,
  description: undefined,
  startedAs: '',
  timeout: 1,
  protocol: 'auto',
  isolation: 'shared',
  command: 'true',
  args: [],
  cwd: undefined,
  env: {},
};

/** The server `s`, which is on and was never started. */
export function idleServer(): DownstreamServer {
  const log = createLog('error', () => {});
  const mask = async () => (text: string) => text;
  const processes = new ProcessSupervisor({ instanceId: 'test', folders: undefined, mask, log });
  const events = { onOffer() {}, onStatus() {}, onNotification() {}, onSignIn() {} };
  return new DownstreamServer(CONFIG, log, processes, events);
}
