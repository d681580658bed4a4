import { createRequire } from 'node:module';
import { HostError } from '../host.ts';

/** The three reference servers of the MCP project, as a configuration runs them. */
export function demoServers(sampleFolder: string): Record<string, { command: string; args: string[] }> {
  return {
    files: { command: process.execPath, args: [entryOf('server-filesystem'), sampleFolder] },
    memory: { command: process.execPath, args: [entryOf('server-memory')] },
    everything: { command: process.execPath, args: [entryOf('server-everything')] },
  };
}

function entryOf(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(`@modelcontextprotocol/${name}/dist/index.js`);
  } catch {
    throw new HostError(
      'usage',
      `The demo needs @modelcontextprotocol/${name}: run npm ci in the project's folder first.`,
    );
  }
}
