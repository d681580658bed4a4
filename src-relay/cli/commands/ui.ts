import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { HTTP } from '../../control/contract.ts';
import { readRelayFile } from '../../gateway/instance/relay-file.ts';
import { workplace } from '../../host/workplace.ts';

import { EXIT, UsageError } from '../exit.ts';
import { print } from '../print.ts';

const linkSchema = z.object({ ok: z.literal(true), output: z.object({ path: z.string() }) });

/** `ui`: prints a new one-time link to the page of the running relay. */
export async function uiCommand(): Promise<number> {
  const { folder } = workplace();
  const running = readRelayFile(folder.relayFile);
  if (!running) {
    throw new UsageError(
      `No relay is running in ${folder.path}. Start one with npm start; MCP_RELAY_DATA_DIR names another folder.`,
    );
  }
  const response = await fetch(`${running.baseUrl}${HTTP.links}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${readFileSync(folder.controlToken, 'utf8')}` },
  });
  print(`${running.baseUrl}${linkSchema.parse(await response.json()).output.path}`);
  return EXIT.done;
}
