import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { prepareSpec } from '../../src/search/prepare-spec.ts';
import { specContent } from '../../src/space-file/document/spec-content.ts';
import { pathGroups } from '../../src/study/data-files/data-path.ts';
import type { StudySpec } from '../../src/study/study-spec.ts';
import { root } from '../e2e/hpsearch.ts';

const folder = join(root, 'search-spaces');
const files = readdirSync(folder).filter((name) => /\.(?:json|yaml)$/.test(name));
const table = { source: 'csv', path: 'a.csv', target: 'y' };
const contents: [string, unknown][] = [
  ...files.map((name): [string, unknown] => [name, join(folder, name)]),
  ['a split by a column', { data: { ...table, split: { column: 'part', group: 'who' } } }],
  ['a split by time', { data: { ...table, split: { time: 'when', test: 0, validation: 0.1 } } }],
  ['folds', { data: { ...table, split: { folds: 3, repeats: 2, seed: 4 } } }],
  ['files of splits', { data: { ...table, path: { train: ['a.csv', 'b-*.csv'], test: '/data/c.csv' } } }],
  [
    'files of three splits',
    { data: { ...table, path: { train: 'a.csv', validation: 'b.csv', test: 'c.csv' } } },
  ],
  [
    'declared columns',
    { data: { ...table, columns: { a: 'id', b: { type: 'number', scaling: 'robust' } } } },
  ],
  [
    'a searched scaling',
    { data: table, space: { 'data.scaling': { type: 'choice', values: ['standard', 'none'] } } },
  ],
  [
    'a fixed scaling of the space',
    { data: table, space: { 'data.scaling': 'robust', 'data.columns.a': false } },
  ],
  ['a searched patience', { data: 'iris', space: { 'training.patience': { type: 'int', min: 2, max: 9 } } }],
  ['initial weights', { data: 'iris', initFrom: { model: './m/model.json', freeze: 1 }, baselines: false }],
  ['weights of a trial', { data: 'iris', initFrom: { trial: 3, study: 'other', db: 'o.db', freeze: ['a'] } }],
  [
    'known configurations',
    {
      data: 'iris',
      space: { units: { type: 'int', min: 1, max: 9 } },
      search: { enqueue: [{ units: 3 }], scheduler: 'median' },
    },
  ],
  [
    'a prior',
    { data: 'iris', space: { units: { type: 'int', min: 1, max: 9, prior: { at: 4, confidence: 'low' } } } },
  ],
  [
    'several objectives and constraints',
    {
      data: 'iris',
      objective: [{ metric: 'valLoss' }, { metric: 'valAccuracy' }],
      where: { parameters: { max: 10_000 }, valAccuracy: { min: 0.5 } },
    },
  ],
  ['a budget', { data: 'iris', search: { budget: { epochs: 20, time: '8h' }, lookback: 4 } }],
];

const specOf = (content: unknown, directory: string) =>
  prepareSpec({ space: typeof content === 'string' ? content : { content, directory } });

it.each(contents)('gives the spec of %s again, also from another folder', async (_, given) => {
  const content =
    typeof given === 'string' ? given : { name: 'one', space: { units: 3 }, ...(given as object) };
  const { spec, directory } = await specOf(content, folder);
  const again = await specOf(specContent(spec as StudySpec, { from: directory, to: directory }), directory);
  expect(again.spec).toEqual(spec);
  const other = join(root, 'docs');
  const moved = await specOf(specContent(spec as StudySpec, { from: directory, to: other }), other);
  const places = (path: typeof spec.data.path, from: string) =>
    pathGroups(path ?? []).map((group) => ({
      ...group,
      paths: group.paths.map((each) => resolve(from, each)),
    }));
  expect(places(moved.spec.data.path, other)).toEqual(places(spec.data.path, directory));
  expect({ ...moved.spec, data: {}, model: {}, initFrom: {} }).toEqual({
    ...spec,
    data: {},
    model: {},
    initFrom: {},
  });
});
