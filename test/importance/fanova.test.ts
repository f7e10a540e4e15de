import { expect, it } from 'vitest';
import { fanova } from '../../src/importance/fanova/fanova.ts';
import { growTree, valueAt } from '../../src/importance/fanova/tree.ts';
import { varianceShares } from '../../src/importance/fanova/variance.ts';
import { type ParameterGrid, parameterGrid } from '../../src/importance/parameter-grid.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { drawnQuestion } from '../contracts/importance-method.ts';
import { questionOf, studies } from './optuna-studies.ts';

const meanOver = (grid: ParameterGrid, value: (point: number) => number) =>
  grid.masses.reduce((sum, mass, point) => sum + mass * value(point), 0);

it('splits the variance of a tree as sums over the whole grid do', () => {
  const grids = [
    parameterGrid({ type: 'uniform', min: 0, max: 1 }),
    parameterGrid({ type: 'choice', values: ['a', 'b', 'c', 'd'], weights: [1, 2, 3, 4] }),
    parameterGrid({ type: 'int', min: 1, max: 5 }),
  ] as [ParameterGrid, ParameterGrid, ParameterGrid];
  const chance = randomFor('variance');
  const places = grids.map(({ size }) => Uint16Array.from({ length: 60 }, () => chance.below(size)));
  const losses = Float64Array.from({ length: 60 }, () => chance.next());
  const tree = growTree({ grids, places, losses }, Int32Array.from(losses.keys()));
  for (const [trial, loss] of losses.entries()) {
    const alike = [...losses.keys()].filter((other) => places.every((own) => own[other] === own[trial]));
    if (alike.length === 1)
      expect(
        valueAt(
          tree,
          places.map((own) => own[trial] as number),
        ),
      ).toBe(loss);
  }
  const [one, two, three] = grids;
  const at = (...point: number[]) => valueAt(tree, point);
  const overThree = (i: number, j: number) => meanOver(three, (k) => at(i, j, k));
  const mean = meanOver(one, (i) => meanOver(two, (j) => overThree(i, j)));
  const total = meanOver(one, (i) => meanOver(two, (j) => meanOver(three, (k) => (at(i, j, k) - mean) ** 2)));
  const first = meanOver(one, (i) => (meanOver(two, (j) => overThree(i, j)) - mean) ** 2);
  const second = meanOver(two, (j) => (meanOver(one, (i) => overThree(i, j)) - mean) ** 2);
  const both = meanOver(one, (i) => meanOver(two, (j) => (overThree(i, j) - mean) ** 2));
  const shares = varianceShares(tree, grids, [[0, 1]]);
  expect(shares[0]).toBeCloseTo(first / total, 12);
  expect(shares[1]).toBeCloseTo(second / total, 12);
  expect(shares[3]).toBeCloseTo((both - first - second) / total, 12);
});

it.each(
  studies.filter((study) => study.fanova !== undefined).map((study) => [study.trials.length, study] as const),
)(
  "is within 0.06 of Optuna's forest, which has other random samples, for a study of %i trials",
  (_, study) => {
    for (const { parameters, importance } of fanova.measure(questionOf(study)).effects) {
      const expected = study.fanova?.[parameters[0] as string] as number;
      expect(Math.abs(importance - expected), parameters[0]).toBeLessThan(0.06);
    }
  },
);

const uniform = (count: number, min: number, max: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `x${at + 1}`,
    distribution: { type: 'uniform', min, max } as const,
  }));

it('has the first Sobol’ index of the g-function in its interval, and its order', () => {
  const weights = [0, 0.5, 3, 9, 99, 99];
  const question = drawnQuestion(uniform(6, 0, 1), 400, (config) =>
    Object.values(config).reduce<number>((product, x, at) => {
      const weight = weights[at] as number;
      return (product * (Math.abs(4 * (x as number) - 2) + weight)) / (1 + weight);
    }, 1),
  );
  const [first, second] = fanova.measure(question).effects;
  expect(first).toMatchObject({ parameters: ['x1'], isVisible: true });
  expect(first?.low).toBeLessThan(0.5868);
  expect(first?.high).toBeGreaterThan(0.5868);
  expect(second).toMatchObject({ parameters: ['x2'], isVisible: true });
  expect(Math.abs((second?.importance ?? 0) - 0.2608)).toBeLessThan(0.1);
});

it('finds the indices of Ishigami’s function, with the interaction of the first and the third input', () => {
  const question = drawnQuestion(
    uniform(3, -Math.PI, Math.PI),
    1000,
    ({ x1, x2, x3 }) =>
      Math.sin(x1 as number) * (1 + 0.1 * (x3 as number) ** 4) + 7 * Math.sin(x2 as number) ** 2,
    { isPairwise: true },
  );
  const { effects } = fanova.measure(question);
  const effectOf = (...names: string[]) =>
    effects.find(({ parameters }) => parameters.join() === names.join());
  for (const [names, index] of [
    [['x1'], 0.3139],
    [['x1', 'x3'], 0.2437],
  ] as const) {
    const effect = effectOf(...names);
    expect(effect?.low).toBeLessThan(index);
    expect(effect?.high).toBeGreaterThan(index);
    expect(effect?.isVisible).toBe(true);
  }
  // Trees flatten four narrow waves: the index is 0.4424, and Optuna's forest gives 0.36.
  expect(effectOf('x2')?.importance).toBeGreaterThan(0.25);
  expect(effectOf('x3')?.importance).toBeLessThan(0.03);
});
