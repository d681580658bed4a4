import { describe, expect, it } from 'vitest';

import type { Check } from './checks.ts';
import { compare } from './compare.ts';

function check(id: string, status: Check['status'], scenario = 'tools-list'): Check {
  return { scenario, id, status, message: '', key: `${scenario} ${id} 1` };
}

function ids(checks: readonly Check[]): readonly string[] {
  return checks.map(({ id }) => id);
}

describe('checks through the relay, held against the bare fixture', () => {
  it('lets pass what passes', () => {
    const { passed, failed, alsoBare } = compare([check('a', 'SUCCESS')], [check('a', 'SUCCESS')]);

    expect([passed, failed.length, alsoBare.length]).toEqual([1, 0, 0]);
  });

  it('counts a failure and a warning against the relay only where the bare fixture has none', () => {
    const bare = [check('a', 'FAILURE'), check('b', 'WARNING'), check('c', 'SUCCESS'), check('d', 'SUCCESS')];
    const relayed = [check('a', 'WARNING'), check('b', 'FAILURE'), check('c', 'FAILURE'), check('d', 'WARNING')];

    const { failed, alsoBare } = compare(bare, relayed);

    expect(ids(failed)).toEqual(['c', 'd']);
    expect(ids(alsoBare)).toEqual(['a', 'b']);
  });

  it('counts a check that is skipped or gone through the relay', () => {
    const bare = [check('a', 'SUCCESS'), check('b', 'SUCCESS'), check('c', 'SUCCESS', 'ping')];

    const { failed } = compare(bare, [check('a', 'SKIPPED'), check('b', 'SUCCESS')]);

    expect(ids(failed)).toEqual(['a', 'c']);
  });

  it('takes the word of a scenario that says it does not apply', () => {
    const { failed, inapplicable } = compare([check('streams', 'SUCCESS')], [check('no-streams', 'INFO')]);

    expect([ids(failed), ids(inapplicable)]).toEqual([[], ['streams']]);
  });

  it('lists the failure that cut a scenario short and not what came no more', () => {
    const bare = [check('first', 'SUCCESS'), check('second', 'SUCCESS')];

    expect(ids(compare(bare, [check('general', 'FAILURE')]).failed)).toEqual(['general']);
  });
});
