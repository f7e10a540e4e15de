import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { decideEpochs, trainedRows } from '../../src/search/decide-epochs.ts';
import { prepareSpec } from '../../src/search/prepare-spec.ts';
import { prepareSearch } from '../../src/search/prepare-study.ts';
import type { WrittenSpec } from '../../src/study/study-spec.ts';
import { temporaryDirectory, writeSpace } from '../e2e/hpsearch.ts';
import { json } from '../e2e/served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const writtenOf = async (changes: Record<string, unknown>): Promise<WrittenSpec> =>
  (await prepareSpec({ space: writeSpace(directory, changes) })).spec;

describe('epochs by the number of steps', () => {
  test.each([
    [90, 32, 300, 30],
    [600, 64, 300, 30],
    [1000, 32, 156, 16],
    [2000, 32, 79, 8],
    [6000, 32, 40, 5],
    [1_000_000, 256, 40, 5],
  ])(
    '%i training rows in batches of %i: maxEpochs %i, patience %i',
    async (rows, batchSize, maxEpochs, patience) => {
      const written = await writtenOf({ training: {}, space: { batchSize } });
      expect(decideEpochs(written, rows).spec.training).toMatchObject({ maxEpochs, patience });
    },
  );

  test('take the middle batch size of the space, and say so', async () => {
    const batchSize = { type: 'choice', values: [16, 64, 256] };
    const written = await writtenOf({ training: {}, space: { batchSize } });
    const { note } = decideEpochs(written, 1000);
    expect(note).toBe('maxEpochs 300, patience 30: 1000 training rows make 16 steps an epoch');
  });

  test('count the rows that the model of one fold is trained on', async () => {
    const written = await writtenOf({ training: {}, space: { batchSize: 32 } });
    const rows = (count: number) => new Int32Array(count);
    const folds = [{ train: rows(2000), validation: rows(500) }];
    expect(
      decideEpochs(written, trainedRows({ train: rows(2500), validation: rows(2500), test: rows(0), folds }))
        .spec.training.maxEpochs,
    ).toBe(79);
  });

  test('keep what the space states, without a word', async () => {
    const written = await writtenOf({ training: { maxEpochs: 40 } });
    const { spec, note } = decideEpochs(written, 90);
    expect(spec.training).toMatchObject({ maxEpochs: 40, patience: 5 });
    expect(note).toBeUndefined();
    const both = await writtenOf({ training: { maxEpochs: 7, patience: 3 } });
    expect(decideEpochs(both, 90).spec.training).toMatchObject({ maxEpochs: 7, patience: 3 });
  });
});

test('a study keeps the numbers that it began with, whatever the rule says now', async () => {
  const training = { maxEpochs: 3, patience: 2, backend: 'wasm' };
  writeSpace(directory, { name: 'old', training, search: { trials: 1 } });
  await json(['start', 'space.json', '--no-check'], directory);
  const space = writeSpace(directory, { name: 'old', training: { backend: 'wasm' }, search: { trials: 2 } });
  const report = await json<{ trials: unknown }>(['start', 'space.json', '--no-check'], directory);
  expect(report.trials).toMatchObject({ complete: 2 });
  const { study } = await prepareSearch({ space, db: join(directory, 'hpsearch.db') });
  expect(study.spec.training).toMatchObject({ maxEpochs: 3, patience: 2 });
  expect((await prepareSearch({ space })).study.spec.training).toMatchObject({
    maxEpochs: 300,
    patience: 30,
  });
});
