import { randomFor } from '../../../src/statistics/random.ts';
import { type BrokenPipeline, type Diagnosis, fails, inSpace, warns } from './broken-pipeline.ts';
import { inSequences } from './broken-sequences.ts';
import { normal, type Table } from './tables.ts';

const inChannels = (title: string, broken: string, diagnosis: Diagnosis) =>
  inSequences(title, [`channels-${broken}.mjs`, 'channels-alike.mjs'], { type: 'conv1d', diagnosis });

/** Series of 3 to 6 days of 100 persons; as a bug each is there twice, by two names. */
function visitsTwice(seed: number, isMended: boolean): Table {
  const random = randomFor(seed, 'series twice');
  const persons = Array.from({ length: 100 }, () => {
    const own = normal(random);
    const days = Array.from({ length: 3 + random.below(4) }, () => [normal(random), own + normal(random)]);
    return { days, y: own + 0.5 * normal(random) > 0 ? 'ill' : 'well' };
  });
  const names = isMended ? ['p'] : ['p', 'q'];
  const rows = names.flatMap((name) =>
    persons.flatMap(({ days, y }, person) =>
      days.map((cells, day) => [`${name}${person}`, String(day), ...cells.map((cell) => cell.toFixed(3)), y]),
    ),
  );
  return { columns: ['who', 'day', 'a', 'b', 'y'], rows };
}

/** Bugs of tables, in arrays, in images and in whole series. */
export const brokenArrays: readonly BrokenPipeline[] = [
  inChannels(
    'missing numbers of a sequence as -999',
    'missing',
    warns('no-missing-codes', /^x\[·,2\]: 2\d\d cells with -999, far from all other values/),
  ),
  inChannels(
    'a fifth of the sequences in inches',
    'in-inches',
    warns('one-unit', /^x\[·,0\]: (1\d|2\d)\S* % of the steps are 25\.4 times as small/),
  ),
  inChannels(
    'the features of three sequences of ten in reverse order',
    'reversed',
    warns('consistent-rows', /% of 1000 steps have their numbers in reverse order/),
  ),
  inSequences('frames of a film split at random', ['film-divided.mjs', 'film-apart.mjs'], {
    ...{ as: 'images', type: 'cnn' },
    diagnosis: warns('independent-rows', /stands at most \d+ places away in the file/),
  }),
  inSpace(
    'series of a person by two names',
    () => ({
      data: { ...{ source: 'csv', path: 'table.csv', target: 'y' }, sequence: { by: 'who', time: 'day' } },
      model: { type: 'rnn' },
      space: { learningRate: { type: 'logUniform', min: 1e-3, max: 1e-2 } },
    }),
    fails('no-copied-rows', /validation rows \(\d\d\S* %\)/),
    { table: visitsTwice },
  ),
];
