import { randomFor } from '../../../src/statistics/random.ts';
import {
  type BrokenPipeline,
  type Diagnosis,
  fails,
  inData,
  inModel,
  inSpace,
  smallNet,
  warns,
} from './broken-pipeline.ts';
import { measurements, shuffled, type Table, withColumn } from './tables.ts';

/** Settings that keep every trial from learning. */
const inSettings = (title: string, settings: object, diagnosis: Diagnosis): BrokenPipeline =>
  inSpace(
    title,
    (isMended) => ({
      data: { source: 'penguins' },
      model: { type: 'mlp' },
      space: { ...smallNet, layers: 2, ...(isMended ? {} : settings) },
    }),
    diagnosis,
  );

const inLayers = (title: string, bug: string, diagnosis: Diagnosis): BrokenPipeline =>
  inModel(title, 'regularised.mjs', { source: 'penguins' }, diagnosis, bug);

/** Penguins in parts that are named, and a change of the cells of the validation rows. */
function inValidation(title: string, change: (cell: string, column: string) => string): BrokenPipeline {
  const columns = ['beakLengthMm', 'beakDepthMm', 'flipperLengthMm', 'bodyMassGrams', 'species'];
  const tableOf = (seed: number, isMended: boolean): Table => {
    const table = shuffled(measurements('penguins'), randomFor(seed, 'parts'));
    const parts = withColumn(table, 'part', (_, row) =>
      row % 5 < 3 ? 'train' : row % 5 === 3 ? 'validation' : 'test',
    );
    const isChanged = (row: number) => !isMended && row % 5 === 3;
    return columns.reduce(
      (whole, name) => withColumn(whole, name, (cell, row) => (isChanged(row) ? change(cell, name) : cell)),
      parts,
    );
  };
  const data = {
    source: 'csv',
    path: 'table.csv',
    target: 'species',
    exclude: ['island', 'sex'],
    split: { column: 'part' },
  };
  const found = fails('blind-baseline', /training rows that were held out are predicted/, [
    'splits-alike',
    'simple-baselines',
  ]);
  return inSpace(title, () => ({ data, model: { type: 'mlp' }, space: smallNet }), found, {
    table: tableOf,
  });
}

/** The masses of one penguin in fifty in milligrams; only lengths may predict it. */
const withMilligrams = (seed: number, isMended: boolean): Table =>
  withColumn(shuffled(measurements('penguins'), randomFor(seed, 'units')), 'bodyMassGrams', (cell, row) =>
    !isMended && row % 50 === 3 ? `${cell}000` : cell,
  );

const next: Readonly<Record<string, string>> = { Adelie: 'Chinstrap', Chinstrap: 'Gentoo', Gentoo: 'Adelie' };
const isNumber = (cell: string) => cell !== '' && Number.isFinite(Number(cell));

/** Nothing is wrong with data, model and loss: settings, layers that regularise, or the validation rows are at fault. */
export const brokenTraining: readonly BrokenPipeline[] = [
  inSettings(
    'dropout of 0.98',
    { dropout: 0.98 },
    fails('loss-falls', /without dropout 0\.98, the loss falls/),
  ),
  inSettings(
    'weight decay of 100',
    { weightDecay: 100 },
    fails('simple-baselines', /without weightDecay 100 it is not$/),
  ),
  inSettings(
    'gradients clipped to 1e-6',
    { optimizer: 'sgd', clipNorm: 1e-6 },
    fails('loss-falls', /without clipNorm 1e-6, the loss falls/, ['weights-move']),
  ),
  inLayers(
    'dropout of 0.98 in the module',
    'dropout',
    fails('simple-baselines', /without the dropout of the module \(dropout\) it is not$/),
  ),
  inLayers(
    'weight penalty of 100 in the module',
    'penalty',
    warns('plain-settings', /without the weight penalties of the module \(dense\)$/),
  ),
  inLayers(
    'weight penalty of 1 in the module',
    'smaller penalty',
    warns('plain-settings', /without the weight penalties of the module \(dense\)$/),
  ),
  inLayers(
    'noise of 20 in the module',
    'noise',
    fails('loss-falls', /without the noise of the module \(gaussian_noise\)/),
  ),
  inValidation('validation inputs with the sign changed', (cell, name) =>
    name !== 'species' && isNumber(cell) ? String(-Number(cell)) : cell,
  ),
  inValidation('validation inputs in other units', (cell, name) =>
    name !== 'species' && isNumber(cell) ? String(Number(cell) / 25.4) : cell,
  ),
  inValidation('validation labels in another order', (cell, name) =>
    name === 'species' ? (next[cell] ?? cell) : cell,
  ),
  inData(
    'target in milligrams in one row of fifty',
    { target: 'bodyMassGrams', exclude: ['species', 'island', 'sex'] },
    withMilligrams,
    fails('blind-baseline', /not better than chance/, ['simple-baselines']),
  ),
];
