import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { misspeltExports } from '../../src/modules/misspelt-exports.ts';
import { prepareSearch } from '../../src/search/prepare-study.ts';
import { temporaryDirectory, writeSpace } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const known = ['parameters', 'build', 'loss', 'metric', 'onEpochEnd', 'frozen'];
const found = (...names: string[]) =>
  misspeltExports('model.mjs', ['build', 'parameters', ...names], known).map(({ field, hint }) => [
    field,
    hint,
  ]);

it('names exports that are nearly another name, unless the module has that too', () => {
  expect(found('metrics', 'onEpochend', 'Loss')).toEqual([
    ['metrics', "did you mean 'metric'?"],
    ['onEpochend', "did you mean 'onEpochEnd'?"],
    ['Loss', "did you mean 'loss'?"],
  ]);
  expect(found('metric', 'metrics', 'matrix', 'rows', 'builder', 'train', 'default')).toEqual([]);
});

it('refuses a new search with such an export', async () => {
  writeFileSync(
    join(directory, 'score.mjs'),
    'export const parametrs = [];\nexport const run = () => 1;\nexport const shared = 2;\n',
  );
  const refused = prepareSearch({
    space: writeSpace(directory, {
      ...{ data: undefined, training: undefined, model: { objective: './score.mjs' } },
      objective: { metric: 'score', direction: 'minimize' },
      space: { x: { type: 'uniform', min: 0, max: 1 } },
      search: { trials: 2 },
    }),
  });
  await expect(refused).rejects.toThrow(
    "./score.mjs parametrs: is not an export that hpsearch reads (did you mean 'parameters'?)",
  );
});
