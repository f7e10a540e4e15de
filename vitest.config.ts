import { defineConfig } from 'vitest/config';

/** These count what this process has registered, allocated or started: each file in a process of its own. */
const alone = ['test/training/replay/**/*.test.ts', 'test/pool/**/*.test.ts'];

export default defineConfig({
  test: {
    // Vitest leaves a core to itself, and on two cores would run one file after the other.
    maxWorkers: '100%',
    globalSetup: ['test/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        // TensorFlow.js is loaded once for many files, and not once for each.
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false },
      },
    ],
  },
});
