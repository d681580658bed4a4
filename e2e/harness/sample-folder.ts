import { mkdirSync, writeFileSync } from 'node:fs';

import { INJECTED_DOCUMENT } from '../fixtures/injections.ts';
import { buildToken } from '../fixtures/tokens.ts';
import type { World } from './create-world.ts';

export interface SampleFolder {
  readonly folder: string;
  /** A file of settings, with a fake Hugging Face token in its midst. */
  readonly settings: string;
  readonly settingsText: string;
  readonly token: string;
  /** A document that holds an injection. */
  readonly document: string;
}

/** What a user might have on the disk, with everything around the token that a careless copy would change. */
export function sampleFolder(world: World): SampleFolder {
  const folder = world.path('sample');
  mkdirSync(folder);
  const token = buildToken('HUGGINGFACE_TOKEN', 7);
  const settingsText = [
    '# settings of the training run\t(na\u00efve caf\u00e9 \u{1f680})\r\n',
    'epochs = 12345678901234567890\n',
    'rate = 1.0\n',
    `hub_token = "${token}"\n`,
    'path = C:\\data\\new\u2028line "quoted" <tag> &amp; \u00a0end\n',
    '\n\n  last line without a newline',
  ].join('');
  const settings = world.path('sample', 'settings.toml');
  const document = world.path('sample', 'release-notes.md');
  writeFileSync(settings, settingsText);
  writeFileSync(document, INJECTED_DOCUMENT);
  return { folder, settings, settingsText, token, document };
}
