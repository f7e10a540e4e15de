import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { DataNews, DataQuestion } from '../src/data/given/data-news.ts';
import { takeAnswer } from '../src/data/given/module-answer.ts';
import { FaultsError } from '../src/faults/errors.ts';
import { divertOutput } from '../src/modules/divert-output.ts';
import { moduleFailure } from '../src/modules/probe-module.ts';
import { boundPost, sealThread } from '../src/modules/seal-thread.ts';
import { userPlace } from '../src/modules/thrown-text.ts';
import { randomFor } from '../src/statistics/random.ts';
import { withSeededMathRandom } from '../src/training/seeded-math-random.ts';

const { url, file, seed } = workerData as DataQuestion;
const port = parentPort;
const post: (news: DataNews) => void = boundPost();

divertOutput();
sealThread();
const exit = process.exit.bind(process);
process.exit = (code) => {
  post({ kind: 'exits', place: userPlace(new Error('exit')) });
  return exit(code);
};
process.on('uncaughtExceptionMonitor', (error) => post(moduleFailure(error)));

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
