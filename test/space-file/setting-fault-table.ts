import type { FaultRow } from './space-fault-table.ts';

const searches = (name: string) => `space: {"${name}": {type: choice, values: [standard, robust]}}`;
const chooses = 'space: {data.columns.age: {type: choice, values: [true, false]}}';
const table = (more: string) => `data: {source: csv, path: t.csv, target: y${more}}`;

/** Parameters that search a field of another section, beside the rest of the file. */
export const settingFaultTable: readonly FaultRow[] = [
  [
    'data: {source: images, path: pets, size: 5}\nspace: {units: 5}',
    '1 data.size: must be a list, got 5 (write [5, 5])',
  ],
  [
    'data: {source: npz, path: a.npz, classes: [only]}\nspace: {units: 5}',
    '1 data.classes: must list 2 values at least, got ["only"]',
  ],
  [
    `${table(', scaling: robust')}\n${searches('data.scaling')}`,
    '1 data.scaling: must be left out: space.data.scaling searches it, got "robust"',
  ],
  [
    `${table('')}\nspace: {training.patience: 5}\ntraining: {patience: 3}`,
    '3 training.patience: must be left out: space.training.patience searches it, got 3',
  ],
  [
    `${table(', exclude: [age]')}\n${chooses}`,
    '1 data.exclude.0: must not be excluded: space.data.columns.age decides whether a trial uses it, got "age"',
  ],
  [
    `${table('')}\nspace: {data.columns.y: true}`,
    '2 space.data.columns.y: must name an input, and this column is the target',
  ],
  [
    `${table(', columns: {__proto__: id}')}\nspace: {units: 3}`,
    '1 data.columns.__proto__: cannot be declared under this name: rename the column in the data',
  ],
  [
    `data: mnist\n${searches('data.scaling')}`,
    '2 space.data.scaling: must go with a table, and the data are pictures',
  ],
  [
    `model: {objective: ./f.mjs}\nobjective: {metric: loss, direction: minimize}\nspace: {data.scaling: standard}`,
    '3 space.data.scaling: must be left out: the trials call a function, which has neither data nor training',
  ],
];
