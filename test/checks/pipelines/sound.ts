import { exampleSpaces } from '../../example-spaces.ts';
import { partsData } from './broken-parts.ts';
import { smallNet } from './broken-pipeline.ts';
import type { Pipeline, SpaceContent } from './pipeline.ts';
import { exclusiveOr, noisyLine, rareClass, type Table, wordCounts } from './tables.ts';

export interface SoundPipeline extends Pipeline {
  /** The suite makes all checks. */
  readonly isQuick: boolean;
  /** A space of the folder search-spaces has the same data and model. */
  readonly isRepeated?: true;
}

const wide = {
  learningRate: { type: 'logUniform', min: 1e-3, max: 1e-2 },
  layers: { type: 'int', min: 1, max: 3 },
  units: { type: 'logInt', min: 16, max: 64 },
  dropout: { type: 'uniform', min: 0, max: 0.4 },
};
const convolutional = {
  learningRate: { type: 'logUniform', min: 3e-4, max: 1e-2 },
  blocks: { type: 'int', min: 1, max: 2 },
  filters: { type: 'logInt', min: 4, max: 16 },
};

const builtIn = (title: string, data: object, type: string, space: object): SoundPipeline => ({
  title,
  space: { data, model: { type }, space },
  isQuick: false,
  isRepeated: true,
});

function ofTable(
  title: string,
  target: string,
  table: (seed: number) => Table,
  isQuick = false,
): SoundPipeline {
  const space: SpaceContent = {
    data: { source: 'csv', path: 'table.csv', target },
    model: { type: 'mlp' },
    space: wide,
  };
  return { title, space, table, isQuick };
}

const quickExamples = ['iris-csv.yaml'];

/** Few rows of each class on purpose, rare characters, and a column of which many cells are rightly 0: checks warn of these. */
const warnedOf = ['digits-features.yaml', 'digits-transfer.yaml', 'next-character.yaml', 'visits-count.yaml'];

const examples = exampleSpaces
  .filter((file) => !warnedOf.includes(file))
  .map(
    (file): SoundPipeline => ({
      title: file,
      space: { file: `search-spaces/${file}` },
      isQuick: quickExamples.includes(file),
    }),
  );

/** Nothing is wrong with them, and nothing may be said of them. */
export const soundPipelines: readonly SoundPipeline[] = [
  ...examples,
  builtIn('iris, linear', { source: 'iris' }, 'linear', { learningRate: wide.learningRate }),
  builtIn('iris, mlp', { source: 'iris' }, 'mlp', wide),
  builtIn('penguins, species', { source: 'penguins' }, 'mlp', wide),
  builtIn('penguins, mass', { source: 'penguins', target: 'bodyMassGrams' }, 'mlp', wide),
  builtIn('digits, mlp', { source: 'digits' }, 'mlp', wide),
  builtIn('digits, cnn', { source: 'digits' }, 'cnn', convolutional),
  builtIn('mnist, mlp', { source: 'mnist' }, 'mlp', wide),
  {
    title: 'mnist, cnn',
    // Few epochs, for a slow machine cannot afford more in the time of a trial.
    space: {
      data: { source: 'mnist' },
      model: { type: 'cnn' },
      space: convolutional,
      training: { maxEpochs: 5 },
    },
    isQuick: false,
    isRepeated: true,
  },
  {
    title: 'three inputs',
    space: { data: partsData, model: { module: './parts.mjs' }, space: { ...smallNet, mended: true } },
    isQuick: false,
  },
  ofTable('noisy line', 'y', noisyLine, true),
  ofTable('exclusive or', 'same', exclusiveOr),
  ofTable('word counts', 'topic', wordCounts),
  ofTable('rare class', 'outcome', rareClass, true),
];
