import { createHash } from 'node:crypto';
import { canonicalJson, jsonTree } from '../protocol/json-tree.ts';

/**
 * A tool's identity: SHA-256, in hex, over canonical JSON of the server's name and the whole definition as the server
 * wrote it, so that no part of it can change unnoticed (spec/relay.md, "Tool registry").
 */
export function toolHash(server: string, definitionSource: string): string {
  const canonical = canonicalJson(definitionSource, jsonTree(definitionSource));
  return createHash('sha256')
    .update(`{"definition":${canonical},"server":${JSON.stringify(server)}}`)
    .digest('hex');
}
