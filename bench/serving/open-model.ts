import { openModel, search } from 'hpsearch';
import { inTemporaryFolder } from '../temporary-folder.ts';

/**
 * Milliseconds that an open model takes for one row, beside `predict`, which opens it anew: `node
 * dist/bench/serving/open-model.js`. Medians of calls one after another.
 */
const calls = 2000;
const flower = { sepalLength: 5.1, sepalWidth: 3.5, petalLength: 1.4, petalWidth: 0.2 };

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

async function timed(count: number, call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now();
    await call();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

await inTemporaryFolder(async (folder) => {
  const db = `${folder}/hpsearch.db`;
  const { predict } = await import('hpsearch');
  const space = { learningRate: 0.05, units: 64, layers: 2 };
  const common = { db, data: 'iris', space, trials: 1, workers: 1 } as const;
  console.log('| backend | open model, a row | predict, a row |\n|---|---|---|');
  for (const backend of ['wasm', 'cpu'] as const) {
    await search({ ...common, name: backend, training: { maxEpochs: 5, backend } });
    const model = await openModel({ db, study: backend });
    await timed(100, () => model.predict([flower]));
    const open = await timed(calls, () => model.predict([flower]));
    await model.close();
    const anew = await timed(50, () => predict({ db, study: backend, input: [flower] }));
    console.log(`| ${backend} | ${open.toFixed(3)} ms | ${anew.toFixed(1)} ms |`);
  }
});
