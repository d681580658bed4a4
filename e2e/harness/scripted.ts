import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { World } from './create-world.ts';
import { type ServerEntry, fixture } from './servers.ts';

/** A server whose words a test writes while it runs. */
export interface Script {
  readonly entry: ServerEntry;
  /** Its tools, as a value or as source text. They are announced at the next call. */
  readonly tools: (definitions: readonly object[] | string) => void;
  /** What it tells models about itself from its next start on. */
  readonly instructions: (text: string) => void;
  /** The source text of what a tool answers. */
  readonly result: (tool: string, source: string) => void;
}

export function script(world: World, name: string, definitions: readonly object[] | string): Script {
  const folder = world.path(name);
  mkdirSync(folder, { recursive: true });
  const tools = (given: readonly object[] | string): void =>
    writeFileSync(join(folder, 'tools.json'), typeof given === 'string' ? given : JSON.stringify(given));
  tools(definitions);
  return {
    entry: fixture('scripted', folder),
    tools,
    instructions: (text) => writeFileSync(join(folder, 'instructions.txt'), text),
    result: (tool, source) => writeFileSync(join(folder, `${tool}.json`), source),
  };
}
