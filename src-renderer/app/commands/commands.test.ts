import { expect, test } from 'vitest';
import { commandsOf, findCommands } from './commands.ts';

const known = { servers: [], tools: [], live: true, paused: false };
const titles = (text: string, paused = false) =>
  findCommands(commandsOf({ ...known, paused }), text).map((command) => command.title);

test('with nothing typed, what one can do is listed', () => {
  expect(titles('')).toContain('Activity');
  expect(titles('')).toContain('Pause scanning for 5 minutes');
});

test('every typed word must be there; what starts with the first one comes first', () => {
  expect(titles('pau 15')).toEqual(['Pause scanning for 15 minutes', 'with “pau 15”']);
  expect(titles('t')[0]).toBe('Tools');
});

test('only what makes sense now is offered', () => {
  expect(titles('scanning', true)).toEqual(['Resume scanning', 'with “scanning”']);
  expect(findCommands(commandsOf({ ...known, live: false }), 'pause')).toHaveLength(1);
});

test('any text leads to the calls that hold it', () => {
  expect(findCommands(commandsOf(known), ' id_rsa ').at(-1)?.act).toEqual({ kind: 'go', to: '#/activity?text=id_rsa' });
});
