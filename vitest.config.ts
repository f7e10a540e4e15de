import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These count what this process has registered, allocated or started: each file in a process of its own. */
const alone = [
  'test/training/replay/**/*.test.ts',
  'test/training/wasm-kernels/register.test.ts',
  'test/training/wasm-kernels/winograd.test.ts',
  'test/pool/**/*.test.ts',
];

/** They take minutes, and shorter tests cover the same parts: `HPSEARCH_LONG=1 npm test` runs them as well. */
const longForm = [
  'test/fuzz.test.ts',
  'test/checks/broken-pipelines.test.ts',
  'test/checks/sound-pipelines.test.ts',
  'test/commands/mutated-imports.test.ts',
  'test/e2e/folds-served.test.ts',
  'test/e2e/known.test.ts',
  'test/e2e/retrained.test.ts',
  'test/e2e/stages.test.ts',
  'test/machines/lost-*.test.ts',
  'test/machines/same-table.test.ts',
  'test/search/machines.test.ts',
  'test/steering/steering.test.ts',
  'test/store/artifacts/whole-store.test.ts',
];
const leftOut = process.env.HPSEARCH_LONG === '1' ? [] : longForm;

/** Short texts that take long: by their size, which is all that a clean clone knows of them, they would come last. */
const long =
  /\/test\/(?:e2e\/|interface\/|web\/|machines\/|steering\/|store\/postgres\/|search\/machines|checks\/(?:broken|sound)-pipelines|commands\/mutated-imports|fuzz\.test)/;

/** The longest first, or one of them would run when all others are done; each kind in one go. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // By how long they took the last time; where that is not known, by size.
    const sorted = await super.sort(files);
    const place = ({ project, moduleId }: TestSpecification) =>
      // Between two files that share a process, one that is alone would end it.
      project.name === 'alone' ? 0 : long.test(moduleId) ? 1 : 2;
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    // Tests of the command line, of servers and of browsers wait for other processes nearly half of their time.
    maxWorkers: 2 * availableParallelism(),
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/build.ts', 'test/postgres/shared-server.ts'],
    setupFiles: ['test/plain-text.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        // TensorFlow.js is loaded once for many files, and not once for each.
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...alone, ...leftOut],
          isolate: false,
        },
      },
    ],
  },
});
