import { existsSync } from 'node:fs';
import { bridgeCommand } from '../clients/bridge-program.ts';
import { bundleFile } from '../clients/bundle-file.ts';
import type { ClientPlaces, ClientStatus } from '../clients/types.ts';
import type { ClientAccess } from '../control/client-access.ts';
import { provideClientToken } from '../gateway/client-tokens.ts';
import { createToken } from '../gateway/tokens.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { openClientBook } from './client-book.ts';
import type { Workplace } from './workplace.ts';

interface AccessParts {
  readonly place: Workplace;
  readonly configPath: string;
  /** The running relay's /mcp; empty before it listens. */
  readonly url: () => string;
  readonly restart: (() => void) | undefined;
}

/** The AI clients of this machine, for whoever manages a running relay. */
export function openClientAccess({ place, configPath, url, restart }: AccessParts): ClientAccess {
  const { folder, env, desktop } = place;
  return {
    book: openClientBook(place, { configFile: configPath, places: placesIn(env.MCP_RELAY_CLIENTS_HOME), url: url() }),
    configFile: configPath,
    entry: () => ({ url: url(), command: bridgeCommand() }),
    bundle: bundleFile,
    isSetupKnown: () => existsSync(folder.setupMark),
    rememberSetup: () => writeFileAtomic(folder.setupMark, ''),
    letIn: (name) => {
      provideClientToken(folder, name);
    },
    createToken: (name) => createToken(folder.tokens, name).token,
    desktop,
    restart,
  };
}

/** Another home folder than the person's own: for trying things out. */
export function placesIn(home: string | undefined): ClientPlaces | undefined {
  return home ? { home, platform: process.platform, env: { PATH: process.env.PATH } } : undefined;
}

/** What somebody should know of a client's file that changed: it no longer passes the relay. */
export function droppedWords({ title, state, connectedAt, keepsItself }: ClientStatus): string | undefined {
  if (state !== 'not-connected' || connectedAt === undefined) return undefined;
  return keepsItself
    ? `dropped: ${title} took the relay's entry out of its file; it is put back.`
    : `dropped: ${title} took the relay's entry out of its file: its calls no longer pass the relay.`;
}
