import { expect, it } from 'vitest';
import { FaultsError } from '../../src/faults/errors.ts';
import { checkTask } from '../../src/search/check-task.ts';
import type { JointTask, SingleTask, Task } from '../../src/study/pipeline.ts';
import type { StudySpec } from '../../src/study/study-spec.ts';
import { exampleStudy } from '../store/example-study.ts';

const { spec } = exampleStudy('tasks');
const two = { kind: 'classification', classes: ['common', 'rare'] } as const;
const three = { kind: 'classification', classes: ['a', 'b', 'c'] } as const;
const price = { kind: 'regression', target: 'price', mean: 0, std: 1 } as const;
const place = { file: 'space.json', locate: () => undefined };

function changed({ data, training }: { data?: object; training?: object }, metric = 'valLoss'): StudySpec {
  const objective = { metric, direction: 'minimize' } as const;
  return { ...spec, objective, data: { ...spec.data, ...data }, training: { ...spec.training, ...training } };
}

function complaints(given: StudySpec, task: Task): string[] {
  try {
    checkTask(given, { task }, place);
  } catch (error) {
    if (error instanceof FaultsError) return error.message.split('\n');
    throw error;
  }
  return [];
}

it.each([
  [
    { data: { classWeights: { rar: 3 } } },
    two,
    'space.json data.classWeights: must name classes of the target, got "rar" (did you mean \'rare\'?)',
  ],
  [
    { data: { classWeights: { common: 0, rare: 0 } } },
    two,
    'space.json data.classWeights: must give some class a weight above 0, got {"common":0,"rare":0}',
  ],
  [
    { data: { classWeights: 'balanced' } },
    price,
    'space.json data.classWeights: must go with a classification, and the task is regression',
  ],
  [
    { training: { threshold: 0.4 } },
    three,
    'space.json training.threshold: must go with two classes, and there are 3, got 0.4',
  ],
  [
    { training: { threshold: 'auto' } },
    price,
    'space.json training.threshold: must go with two classes, and the task is regression, got "auto"',
  ],
])('%j is one line', (given, task, line) => {
  expect(complaints(changed(given), task)).toEqual([line]);
});

it('refuses targets whose predictions would have a column in common, of quantiles or of classes', () => {
  const joint = (...parts: readonly { name: string; task: SingleTask }[]): JointTask => ({
    kind: 'joint',
    parts: parts.map((part) => ({ ...part, weight: 1 / parts.length })),
  });
  const quantiles = { ...price, quantiles: [0.1, 0.5] };
  expect(
    complaints(changed({}), joint({ name: 'price', task: quantiles }, { name: 'price_q10', task: price })),
  ).toEqual([
    'space.json data.target: must name targets whose predictions have columns of their own: price and price_q10 would both have prediction_price_q10 (give one of them another name)',
  ]);
  const [line] = complaints(
    changed({}),
    joint(
      { name: 'a', task: { ...two, classes: ['b_c', 'd'] } },
      { name: 'a_b', task: { ...two, classes: ['c', 'e'] } },
    ),
  );
  expect(line).toContain('a and a_b would both have probability_a_b_c');
  const apart = joint({ name: 'price', task: quantiles }, { name: 'price_q20', task: price });
  expect(complaints(changed({}), apart)).toEqual([]);
});

it('refuses a model of all rows where no folds say how long it is trained', () => {
  const given = changed({ training: { final: 'refit' } });
  expect(complaints(given, two)).toEqual([
    'space.json training.final: must be bag, or go with folds (data.split.folds), and one validation split judges the trials, got "refit"',
  ]);
  const folds = [{ train: Int32Array.of(0), validation: Int32Array.of(1) }];
  expect(() => checkTask(given, { task: two, folds }, place)).not.toThrow();
});

it('reports all fields together', () => {
  const given = changed(
    { data: { classWeights: 'balanced' }, training: { threshold: 'auto' } },
    'valAccuracy',
  );
  expect(complaints(given, price)).toHaveLength(3);
  expect(
    complaints(changed({ data: { classWeights: { rare: 2 } }, training: { threshold: 'auto' } }), two),
  ).toEqual([]);
});
