import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const cpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({
        functionName: z.string(),
        url: z.string(),
        lineNumber: z.number(),
        columnNumber: z.number(),
      }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

/** A function and the time spent in itself, over all places it was called from. */
export interface SelfTime {
  name: string;
  /** Where it is written: for a bundle the file that it came from, where there is a source map. */
  file: string;
  line: number;
  micros: number;
}

/** All threads' profiles of one run, added up. */
export function readProfiles(folder: string): SelfTime[] {
  const total = new Map<string, SelfTime>();
  const maps = new Map<string, SourceMap | undefined>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const content: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const profile = cpuProfile.parse(content);
    const spent = new Map<number, number>();
    for (const [index, node] of profile.samples.entries()) {
      spent.set(node, (spent.get(node) ?? 0) + (profile.timeDeltas[index] ?? 0));
    }
    for (const { id, callFrame } of profile.nodes) {
      const micros = spent.get(id) ?? 0;
      if (micros <= 0) continue;
      const place = original(callFrame.url, callFrame.lineNumber, callFrame.columnNumber, maps);
      const key = `${callFrame.functionName} ${place.file} ${String(place.line)}`;
      const known = total.get(key);
      if (known === undefined) total.set(key, { name: callFrame.functionName, ...place, micros });
      else known.micros += micros;
    }
  }
  return [...total.values()].sort((a, b) => b.micros - a.micros);
}

function original(
  url: string,
  line: number,
  column: number,
  maps: Map<string, SourceMap | undefined>,
): { file: string; line: number } {
  if (!maps.has(url)) maps.set(url, sourceMap(url));
  const entry = maps.get(url)?.findEntry(line, column);
  if (entry !== undefined && 'originalSource' in entry && entry.originalSource !== '') {
    return { file: entry.originalSource, line: entry.originalLine + 1 };
  }
  return { file: url, line: line + 1 };
}

const sourceMapFile = z.object({
  version: z.number(),
  file: z.string().default(''),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string().nullable()).default([]),
  names: z.array(z.string()).default([]),
  mappings: z.string(),
  sourceRoot: z.string().default(''),
});

function sourceMap(url: string): SourceMap | undefined {
  if (!url.startsWith('file:')) return undefined;
  const path = `${fileURLToPath(url)}.map`;
  if (!existsSync(path)) return undefined;
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const map = sourceMapFile.parse(content);
  return new SourceMap({ ...map, sourcesContent: map.sourcesContent.map((text) => text ?? '') });
}
