import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkLabelSmoothing } from '../../src/search/check-task.ts';
import { prepareSearch } from '../../src/search/prepare-study.ts';
import type { Distribution } from '../../src/study/distribution.ts';
import type { Task } from '../../src/study/pipeline.ts';
import type { StudySpec } from '../../src/study/study-spec.ts';
import { temporaryDirectory, writeSpace } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const price = { kind: 'regression', target: 'price', mean: 0, std: 1 } as const;
const quality = { kind: 'classification', classes: ['low', 'high'] } as const;
const both = (...tasks: (typeof price | typeof quality)[]): Task => ({
  kind: 'joint',
  parts: tasks.map((task, index) => ({ name: `target${index}`, task, weight: 1 })),
});
const searched = { type: 'uniform', min: 0, max: 0.2 } as const;
const family = { kind: 'family', family: 'mlp' } as const;
const module = { kind: 'module', module: './model.mjs' } as StudySpec['model'];

function check(task: Task, distribution: Distribution = searched, model: StudySpec['model'] = family): void {
  const space = [{ name: 'labelSmoothing', distribution }];
  checkLabelSmoothing({ model, space }, { task }, { file: 'space.json', locate: () => undefined });
}

it.each([
  ['a number', price],
  ['several numbers', both(price, price)],
])('refuses to smooth the labels of %s', (_, task) => {
  expect(() => check(task)).toThrow(
    'space.json space.labelSmoothing: must be left out: it smooths classes and labels, and each target is a number',
  );
  expect(() => check(task, { type: 'fixed', value: 0.1 })).toThrow('must be left out');
});

it('takes it where some target is a class, where it is off, and where a module may have a use for it', () => {
  expect(() => check(quality)).not.toThrow();
  expect(() => check(both(price, quality))).not.toThrow();
  expect(() => check(price, { type: 'fixed', value: 0 })).not.toThrow();
  expect(() => check(price, searched, module)).not.toThrow();
});

it('is looked for before a search begins', async () => {
  const rows = Array.from({ length: 30 }, (_, row) => `${row / 4},${row * 1.5}\n`);
  writeFileSync(join(directory, 'rows.csv'), `x,y\n${rows.join('')}`);
  const data = { source: 'csv', path: 'rows.csv', target: 'y', split: { validation: 0.2 } };
  const space = (searchedParameters: object) =>
    writeSpace(directory, { data, space: { units: 4, ...searchedParameters } });
  const refused = prepareSearch({ space: space({ labelSmoothing: 0.1 }) });
  await expect(refused).rejects.toThrow('space.labelSmoothing: must be left out');
  await expect(prepareSearch({ space: space({}) })).resolves.toBeDefined();
});
