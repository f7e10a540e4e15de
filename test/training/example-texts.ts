import type { Dataset, Preprocessing } from '../../src/data/dataset.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import { classesOf, datasetOf } from './example-data.ts';

const vocabulary = ['good', 'bad', 'film', 'plot', 'it', 'was', 'the'];
const [good, bad] = [2, 3];

/** A text of at most seven words beside a number and three categories. */
export const textPreprocessing: Preprocessing = {
  kind: 'table',
  columns: [
    { kind: 'number', name: 'stars', shift: 0, scale: 1, fill: 0 },
    { kind: 'tokens', name: 'review', of: 'words', words: vocabulary, length: 7 },
    { kind: 'category', name: 'source', values: ['x', 'y', 'z'] },
  ],
};

/** Whether more words are good than bad; some texts are empty. */
export function textsOf(rows = 60): Dataset {
  const random = randomFor('texts');
  const examples = () => {
    const x = Array.from({ length: rows }, () => {
      const words = random.below(8);
      const ids = Array.from({ length: 7 }, (_, at) =>
        at < words ? 1 + random.below(vocabulary.length + 1) : 0,
      );
      const source = random.below(3);
      return [random.next() - 0.5, ...ids, ...[0, 1, 2].map((each) => (each === source ? 1 : 0))];
    });
    const count = (row: readonly number[], id: number) =>
      row.slice(1, 8).filter((each) => each === id).length;
    return { x, y: x.map((row) => (count(row, good) > count(row, bad) ? 1 : 0)) };
  };
  const dataset = datasetOf(classesOf(2), [11], { train: examples(), validation: examples() });
  return { ...dataset, preprocessing: textPreprocessing };
}

/** Settings of the family `text`, by what they are. */
export const textCases: readonly (readonly [string, Configuration])[] = [
  ['means', { embedding: 5 }],
  ['means and largest values', { embedding: 6, encoder: 'both', layers: 0 }],
  ['largest values, with dropout', { embedding: 4, encoder: 'max', dropout: 0.3, embeddingDropout: 0.2 }],
  [
    'convolutions, normalised',
    { encoder: 'convolutions', embedding: 5, filters: 4, kernelSizes: 2, units: 6, normalization: 'layer' },
  ],
  ['convolutions, penalised', { encoder: 'convolutions', embedding: 3, filters: 3, kernelSize: 3, l2: 0.1 }],
];
