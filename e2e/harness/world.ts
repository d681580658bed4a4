import { afterAll, onTestFinished } from 'vitest';

import { createWorld, type World } from './create-world.ts';

export type { World } from './create-world.ts';

const CLEANUP_MS = 30_000;

/** For one test. */
export function worldOfTest(): World {
  const { world, end } = createWorld();
  onTestFinished(end, CLEANUP_MS);
  return world;
}

/** For all tests of a file or describe block. */
export function worldOfSuite(): World {
  const { world, end } = createWorld();
  afterAll(end, CLEANUP_MS);
  return world;
}
