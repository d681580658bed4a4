import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Unit tests stand beside the code; e2e drives the relay as a program, so its specs get more time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src-relay/**/*.test.ts', 'src-renderer/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 20_000,
          // Vitest would leave one of two processors to itself.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        test: { name: 'e2e', include: ['e2e/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 60_000, maxWorkers: 3 },
      },
    ],
  },
});
