import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { DataNews, DataQuestion } from '../src/data/given/data-news.ts';
import { takeAnswer } from '../src/data/given/module-answer.ts';
import { FaultsError } from '../src/faults/errors.ts';
import { beginModuleThread } from '../src/modules/module-thread.ts';
import { moduleFailure } from '../src/modules/probe-module.ts';
import { randomFor } from '../src/statistics/random.ts';
import { withSeededMathRandom } from '../src/training/seeded-math-random.ts';

const { url, file, seed } = workerData as DataQuestion;
const port = parentPort;
const post = beginModuleThread<DataNews>();

try {
  const random = randomFor('data', seed, 'random').next;
  await withSeededMathRandom(randomFor('data', seed, 'Math.random'), async () => {
    const exported = (await import(url)) as Readonly<Record<string, unknown>>;
    const data = exported.data ?? exported.default;
    await takeAnswer(typeof data === 'function' ? data({ seed, random }) : data, file, {
      async rows(rows) {
        post({ kind: 'rows', rows });
        if (port !== null) await once(port, 'message');
      },
      arrays: (arrays) => post({ kind: 'arrays', arrays }),
    });
  });
  post({ kind: 'end' });
} catch (error) {
  post(error instanceof FaultsError ? { kind: 'faults', faults: error.faults } : moduleFailure(error));
}
