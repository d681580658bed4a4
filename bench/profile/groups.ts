import type { SelfTime } from './cpu-profile.ts';

/** First match wins. Functions without a file are native: V8's own, or those of an addon. */
const rules: readonly { group: string; fits: (one: SelfTime) => boolean }[] = [
  { group: 'idle', fits: ({ name }) => name === '(idle)' },
  { group: 'gc', fits: ({ name }) => name === '(garbage collector)' },
  {
    group: 'sqlite',
    fits: ({ name, file }) =>
      /better-sqlite3|kysely|\/audit\/|\/store\//.test(file) || native(file, name, /^(run|all|iterate|prepare)$/),
  },
  {
    group: 'scan',
    fits: ({ file, name }) =>
      file.includes('/scan/') || name.startsWith('RegExp:') || native(file, name, /^(normalize|exec|test)$/),
  },
  {
    group: 'JSON',
    fits: ({ file, name }) =>
      /\/json(-[a-z]+)?\.ts$/.test(file) || name === 'parseFrame' || native(file, name, /^(parse|stringify)$/),
  },
  {
    group: 'pipe and socket writes',
    fits: ({ file, name }) =>
      native(file, name, /^(write|writev|writeBuffer|write\w+String|shutdown)$/) || /stream_base_commons/.test(file),
  },
  {
    group: 'streams and sockets',
    fits: ({ file }) =>
      /^node:(internal\/streams|stream|_stream|net|internal\/child_process|events|string_decoder|buffer|internal\/buffer)/.test(
        file,
      ),
  },
  {
    group: 'node http',
    fits: ({ file, name }) =>
      /^node:(_http|http|internal\/http)/.test(file) || native(file, name, /^(execute|initialize|HTTPParser)$/),
  },
  {
    group: 'start and module loading',
    fits: ({ file }) =>
      /^node:(internal\/modules|internal\/bootstrap|internal\/process\/pre|vm|module|fs)|compile/.test(file),
  },
  {
    group: 'promises, timers, async hooks',
    fits: ({ file }) =>
      /^node:(internal\/(process\/task|process\/promises|timers|async|promise)|timers|async_hooks)/.test(file),
  },
  { group: 'node, other', fits: ({ file }) => file.startsWith('node:') },
  { group: 'thin', fits: ({ file }) => file.endsWith('/thin.mjs') },
  { group: 'native, other', fits: ({ file }) => file === '' },
];

function native(file: string, name: string, pattern: RegExp): boolean {
  return file === '' && pattern.test(name);
}

/** Own code that no rule names is grouped by its folder of src-relay, packages by their name. */
export function groupOf(one: SelfTime): string {
  const found = rules.find((rule) => rule.fits(one));
  if (found !== undefined) return found.group;
  const own = /src-relay\/([^/]+)\//.exec(one.file)?.[1];
  if (own !== undefined) return `relay: ${own}`;
  const packaged = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(one.file)?.[1];
  return packaged === undefined ? 'other' : `package: ${packaged}`;
}
