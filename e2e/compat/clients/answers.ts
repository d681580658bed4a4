import { pathToFileURL } from 'node:url';

import type { World } from '../../harness/create-world.ts';
import { MODEL_WORDS, PERSON_WORDS } from '../operations.ts';

/** What the clients that can be asked answer to a server, the same for both SDKs. */
export function sampleAnswer() {
  return {
    model: 'compat-model',
    role: 'assistant' as const,
    content: { type: 'text' as const, text: MODEL_WORDS },
    stopReason: 'endTurn' as const,
  };
}

/** Fills in the one text field that every server here asks for, whatever its name. */
export function elicitAnswer(params: unknown) {
  const field = JSON.stringify(params).includes('"name":') ? 'name' : 'answer';
  return { action: 'accept' as const, content: { [field]: PERSON_WORDS } };
}

/** The folder that the filesystem server is given on its command line too. */
export function rootsAnswer(world: World) {
  return { roots: [{ uri: pathToFileURL(sampleFolderOf(world)).href, name: 'sample' }] };
}

export function sampleFolderOf(world: World): string {
  return world.path('sample');
}
