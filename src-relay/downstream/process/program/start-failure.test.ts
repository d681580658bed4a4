import { expect, test } from 'vitest';
import { notFoundFailure, spawnFailure } from './start-failure.ts';

test.each([
  ['ENOENT', /first line of \/bin\/x names does not exist; install that/u],
  ['EACCES', /may not be executed; see its permissions/u],
  ['EAGAIN', /limit of processes is reached \(ulimit -u\)/u],
  ['EMFILE', /limit of open files is reached \(ulimit -n\)/u],
  ['ENFILE', /limit of open files/u],
  ['ENOMEM', /not enough memory left/u],
  ['E2BIG', /too long; shorten "args" or "env"/u],
  ['ETXTBSY', /is being written/u],
])('%s is told in words, with what to do', (code, words) => {
  const error = Object.assign(new Error(`spawn x ${code}`), { code });
  expect(spawnFailure('x', '/bin/x', error)).toMatch(words);
});

test('what is not known is told as the system says it', () => {
  expect(spawnFailure('x', '/bin/x', new Error('spawn x EWEIRD'))).toBe('"x" could not be started: spawn x EWEIRD');
});

test('of a long PATH some folders are named, and where it is from', () => {
  const path = Array.from({ length: 20 }, (_, index) => `/dir${index}`).join(':');
  const failure = notFoundFailure(
    'npx',
    { path, origin: 'that of the login shell /bin/zsh included', platform: 'linux' },
    [],
  );
  expect(failure).toContain('/dir0, /dir1');
  expect(failure).toContain('and 8 more; that of the login shell /bin/zsh included)');
  expect(notFoundFailure('npx', { path: '', origin: '', platform: 'linux' }, [])).toContain('the PATH is empty');
});
