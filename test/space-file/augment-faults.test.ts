import { expect, test } from 'vitest';
import { parseSpace } from '../../src/space-file/parse-space.ts';
import { modelFamilies } from '../../src/training/models/catalogue.ts';
import { trainingParameters } from '../../src/training/training-parameters.ts';

const families = Object.fromEntries(
  Object.entries(modelFamilies).map(([name, { parameters }]) => [
    name,
    { ...trainingParameters, ...parameters },
  ]),
);

const parse = (text: string) => parseSpace(text, 'space.yaml', families);

test.each([
  ['data: iris', 'augment.flip: true', 'must go with images, and the data are a table'],
  [
    'data: {source: csv, path: a.csv, target: b}',
    'augment.crop: 0',
    'must go with images, and the data are a table',
  ],
  ['data: digits', 'augment.flips: true', "is not a hyperparameter of mlp (did you mean 'augment.flip'?)"],
  [
    'data: digits',
    'augment.turn: 3',
    'is not a hyperparameter of mlp (known: augment.flip, augment.shift, augment.rotate, augment.crop, augment.brightness, augment.noise, augment.cutout, augment.mixup)',
  ],
  ['data: digits', 'augment.rotate: 181', 'must be at most 180, got 181'],
  ['data: digits', 'augment.: 1', 'must be named by letters, digits, _ and -, a letter first'],
  ['data: digits', 'shift.augment: 1', 'must be named by letters, digits, _ and -, a letter first'],
  [
    'model: {objective: ./a.mjs}\nobjective: {metric: a, direction: minimize}',
    'augment.noise: 1',
    'must be left out: the trials call a function, and there are no training rows to change',
  ],
])('of %s, %s: %s', (data, written, constraint) => {
  const lines = data.split('\n').length;
  const name = written.slice(0, written.indexOf(':'));
  expect(() => parse(`${data}\nspace:\n  ${written}\n`)).toThrow(
    `space.yaml:${lines + 2} space.${name}: ${constraint}`,
  );
});

test('a distribution of it is checked and found like any other, and conditions may name it', () => {
  const text = [
    'data: digits',
    'space:',
    '  augment.flip: {type: choice, values: [false, vertical]}',
    '  augment.noise: {type: uniform, min: 0, max: 0.2, when: {augment.flip: vertical}}',
    '  augment.mixup: 0.2',
  ];
  const { spec, locate } = parse(text.join('\n'));
  expect(spec.space.map(({ name }) => name)).toEqual(['augment.flip', 'augment.noise', 'augment.mixup']);
  expect(locate('space.augment.noise')?.line).toBe(4);
  expect(locate('space.augment.noise.max')?.line).toBe(4);
  expect(() => parse(text.join('\n').replace('vertical]', 'sideways]'))).toThrow(
    'space.yaml:3 space.augment.flip.values.1: must be one of false, true, horizontal, vertical, both, got "sideways"',
  );
  const table = text.with(0, 'data: iris').filter((line) => !/flip/.test(line));
  expect(() => parse([...table, '  augment.noise: 0.1'].join('\n'))).not.toThrow();
});
