import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import type { World } from '../../harness/create-world.ts';
import { relayCommand, relayEnv } from '../../harness/relay.ts';
import type { Link, OpenLink } from './link.ts';

/** `mcp-relay` over stdio as a desktop client starts it: it joins the relay that is running. */
export function stdio(world: World, configFile: string, onStarted: (pid: number) => void): OpenLink {
  return (events) => {
    const [command, ...args] = relayCommand(['--config-file', configFile]);
    const child = spawn(command, args, { cwd: world.folder, env: relayEnv(world), stdio: ['pipe', 'pipe', 'ignore'] });
    if (child.pid !== undefined) onStarted(child.pid);
    child.stdin.on('error', () => {});
    createInterface({ input: child.stdout }).on('line', events.onText);
    child.on('error', (error) => events.onLost(String(error)));
    child.on('exit', (code, signal) => events.onLost(`the bridge ended (${code ?? signal})`));
    const link: Link = {
      send: (message) => {
        child.stdin.write(`${JSON.stringify(message)}\n`);
        return Promise.resolve();
      },
      answersInResponse: false,
      close: () => {
        child.stdin.end();
      },
    };
    return Promise.resolve(link);
  };
}
