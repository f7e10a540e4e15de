import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addLabel } from '../../src/dashboard/labels/label-file.ts';
import type { Study } from '../../src/store/store.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** A study of which only the name and the targets count. */
function studyOf(name: string, task: object): Study {
  return { id: 1, name, pipeline: { task } } as unknown as Study;
}

const add = (study: Study, label: object) => addLabel(join(directory, 'hpsearch.db'), study, label);
const linesOf = (name: string) => readFileSync(join(directory, `hpsearch.${name}.labels.csv`), 'utf8');

test('each of several targets has labels of its own', async () => {
  const species = { kind: 'classification', classes: ['Adelie', 'Gentoo'] };
  const mass = { kind: 'regression', target: 'mass', mean: 4000, std: 800 };
  const parts = Object.entries({ species, mass }).map(([name, task]) => ({ name, weight: 0.5, task }));
  const study = studyOf('penguins', { kind: 'joint', parts });
  await add(study, { row: 7, label: 'Gentoo', target: 'species' });
  await add(study, { row: 7, label: 4100, target: 'mass', file: 'a.png' });
  expect(linesOf('penguins')).toBe('row,file,target,label\n7,,species,Gentoo\n7,a.png,mass,4100\n');
  for (const [label, error] of [
    [{ row: 7, label: 4100, target: 'species' }, 'label: must be one of the classes, got 4100'],
    [
      { row: 7, label: 'Gentoo', target: 'mass' },
      'label: must be a number in the units of the target, got "Gentoo"',
    ],
    [{ row: 7, label: 'Gentoo' }, 'target: must be one of species, mass, got undefined'],
    [
      { row: 7, label: 'Gentoo', target: ['species'] },
      'target: must be one of species, mass, got ["species"]',
    ],
  ] as const) {
    await expect(add(study, label)).rejects.toThrow(error);
  }
  expect(linesOf('penguins').split('\n')).toHaveLength(4);
});

test('a label among several is 0 or 1', async () => {
  const study = studyOf('dishes', { kind: 'multilabel', labels: ['vegan', 'hot'] });
  await add(study, { row: 2, label: '1', target: 'hot' });
  expect(linesOf('dishes')).toBe('row,file,target,label\n2,,hot,1\n');
  await expect(add(study, { row: 2, label: 'yes', target: 'hot' })).rejects.toThrow('one of the classes');
});

test('the only target is not named', async () => {
  const study = studyOf('flowers', { kind: 'classification', classes: ['rose', 'lily'] });
  await expect(add(study, { row: 2, label: 'rose', target: 'kind' })).rejects.toThrow(
    'target: must be left out, as the study has one target, got "kind"',
  );
  await add(study, { row: 2, label: 'rose' });
  expect(linesOf('flowers')).toBe('row,file,label\n2,,rose\n');
});
