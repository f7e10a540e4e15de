import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { loadDataset } from '../../src/data/load-dataset.ts';
import { dataSpec } from './data-spec.ts';

/** Sets the second number of each array of the training split, and answers with what it was. */
const writer = `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', ({ splits: { train: { x, y, row } } }) => {
    const before = [x[1], y[1], row[1]];
    x[1] = 12.5; y[1] = 2; row[1] = 77;
    parentPort.postMessage(before);
  });
`;

test('a thread that is sent a data set sees the same memory', async () => {
  const dataset = await loadDataset(dataSpec({ source: 'iris' }), '.');
  const { x, y, row } = dataset.splits.train;
  const before = [x[1], y[1], row[1]];
  const worker = new Worker(writer, { eval: true });
  try {
    worker.postMessage(dataset);
    const [seen] = (await once(worker, 'message')) as [number[]];
    expect(seen).toEqual(before);
    expect([x[1], y[1], row[1]]).toEqual([12.5, 2, 77]);
  } finally {
    await worker.terminate();
  }
});
