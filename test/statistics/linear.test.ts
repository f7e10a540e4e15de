import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseStrength, usualStrengths } from '../../src/statistics/linear/choose-strength.ts';
import { fitLinear, type LinearModel, modelOf, startOf } from '../../src/statistics/linear/fit-linear.ts';
import { linearRows } from '../../src/statistics/linear/linear-rows.ts';
import { narrowed } from '../../src/statistics/linear/narrow.ts';
import { preconditionerOf } from '../../src/statistics/linear/preconditioner.ts';
import { logLoss, type RowLoss, squaredLoss } from '../../src/statistics/linear/row-loss.ts';
import { randomFor } from '../../src/statistics/random.ts';

interface Vector {
  readonly strength: number;
  readonly weights: number[];
  readonly bias: number[];
}

const file = new URL('../fixtures/statistics/linear-vectors.json', import.meta.url);
const vectors: Record<string, Vector> & { readonly 'out of fold': number[] } = JSON.parse(
  readFileSync(file, 'utf8'),
);

/** The formulas of linear_vectors.py. */
const columnsOf = (rows: number, count: number) =>
  Float64Array.from({ length: rows * count }, (_, at) => {
    const [i, j] = [Math.floor(at / count), at % count];
    return Math.sin(1 + at * 1.7) + 0.5 * Math.cos((i + 1) * (j + 2) * 0.9);
  });

const labelsOf = (x: Float64Array, count: number, classes: number) =>
  Float64Array.from({ length: x.length / count }, (_, i) => {
    const [first, second] = [x[i * count] as number, x[i * count + 1] as number];
    const scores = Array.from(
      { length: classes },
      (_, c) =>
        Math.sin(c * 1.3 + 1) * first + Math.cos(c * 2.1) * second + 0.8 * Math.sin(i * (c + 1) * 2.3),
    );
    return scores.indexOf(Math.max(...scores));
  });

const x = columnsOf(30, 3);
const wide = columnsOf(10, 12);
const rowOf = (at: number) => x.subarray(at * 3, at * 3 + 3);
const collinear = Float64Array.from({ length: 120 }, (_, at) => {
  const [first = 0, second = 0] = rowOf(at >> 2);
  return at % 4 === 3 ? first + second : (x[(at >> 2) * 3 + (at % 4)] as number);
});
const separated = Float64Array.from({ length: 30 }, (_, row) => +((rowOf(row)[0] as number) > 0));
const values = Float64Array.from({ length: 30 }, (_, row) => {
  const [first = 0, second = 0] = rowOf(row);
  return 2 * first - second + Math.sin(2.3 * row) + 5;
});
const weight = Float64Array.from({ length: 30 }, (_, row) => 1 + (row % 3));

interface Given {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly classes?: number;
  readonly weight?: Float64Array;
}

const lossOf = ({ y, classes, weight: own }: Given): RowLoss =>
  classes === undefined ? squaredLoss(y, own) : logLoss(classes, y, own);

function fitted(given: Given, strength: number, narrow = true): LinearModel {
  const whole = linearRows(given.x, given.y, given.weight);
  const rows = narrow ? narrowed(whole) : whole;
  const loss = lossOf(given);
  const point = startOf(rows, loss);
  fitLinear({ rows, loss, precondition: preconditionerOf(rows) }, strength, point);
  return modelOf(rows, point);
}

const cases: Readonly<Record<string, Given>> = {
  'three classes': { x, y: labelsOf(x, 3, 3), classes: 3 },
  'three classes, weighted': { x, y: labelsOf(x, 3, 3), classes: 3, weight },
  'two classes': { x, y: labelsOf(x, 3, 2), classes: 2 },
  'two classes, separable': { x, y: separated, classes: 2 },
  'three classes, collinear': { x: collinear, y: labelsOf(x, 3, 3), classes: 3 },
  'three classes, wide': { x: wide, y: labelsOf(wide, 12, 3), classes: 3 },
  values: { x, y: values },
  'values, weighted': { x, y: values, weight },
  'values, collinear': { x: collinear, y: values },
  'values, wide': { x: wide, y: values.slice(0, 10) },
};

/** mean loss + strength / 2 · Σ weights², from its definition. */
function objective({ x, y, classes = 1, weight: own }: Given, model: LinearModel, strength: number): number {
  const columns = x.length / y.length;
  let [sum, total] = [0, 0];
  y.forEach((target, row) => {
    const scores = Array.from(model.bias, (bias, output) => {
      const parts = Array.from(
        { length: columns },
        (_, j) => (x[row * columns + j] as number) * (model.weights[output * columns + j] as number),
      );
      return parts.reduce((all, part) => all + part, bias);
    });
    const all = classes === 2 ? [0, scores[0] as number] : scores;
    const loss =
      classes === 1
        ? ((scores[0] as number) - target) ** 2 / 2
        : Math.log(all.reduce((mass, score) => mass + Math.exp(score), 0)) - (all[target] as number);
    sum += (own?.[row] ?? 1) * loss;
    total += own?.[row] ?? 1;
  });
  return sum / total + (strength / 2) * model.weights.reduce((squares, each) => squares + each ** 2, 0);
}

describe('a linear model', () => {
  it.each(Object.entries(cases))("has scikit-learn's weights and bias: %s", (name, given) => {
    const { strength, weights, bias } = vectors[name] as Vector;
    const model = fitted(given, strength);
    expect([...model.weights]).toEqual(weights.map((each) => expect.closeTo(each, 5)));
    expect([...model.bias]).toEqual(bias.map((each) => expect.closeTo(each, 5)));
  });

  it.each(Object.entries(cases))('cannot be improved in any weight: %s', (_, given) => {
    for (const strength of [1, 1e-3, 1e-6]) {
      const model = fitted(given, strength);
      const reached = objective(given, model, strength);
      for (const part of [model.weights, model.bias]) {
        for (let at = 0; at < part.length; at++) {
          for (const change of [1e-4, -1e-4]) {
            const changed = part.map((each, index) => (index === at ? each + change : each));
            const moved = { ...model, ...(part === model.bias ? { bias: changed } : { weights: changed }) };
            expect(objective(given, moved, strength)).toBeGreaterThan(reached - 1e-13);
          }
        }
      }
    }
  });

  it('of more columns than rows is the same with and without fewer columns', () => {
    const given = cases['three classes, wide'] as Given;
    const [one, other] = [fitted(given, 0.01), fitted(given, 0.01, false)];
    expect([...one.weights]).toEqual([...other.weights].map((each) => expect.closeTo(each, 6)));
  });

  it('counts a row of weight 2 as two rows', () => {
    const rows = Array.from({ length: 30 }, (_, row) =>
      Array<number>(row % 3 === 2 ? 3 : 1 + (row % 3)).fill(row),
    );
    const repeated = rows.flat();
    const given = cases['three classes'] as Given;
    const twice = fitted(
      {
        ...given,
        x: Float64Array.from(repeated.flatMap((row) => [...rowOf(row)])),
        y: Float64Array.from(repeated, (row) => given.y[row] as number),
      },
      0.05,
    );
    const weighted = fitted({ ...given, weight }, 0.05);
    expect([...twice.weights]).toEqual([...weighted.weights].map((each) => expect.closeTo(each, 6)));
  });

  it('needs no column that varies, and no row of each class', () => {
    const flat = {
      x: new Float64Array(20).fill(3),
      y: Float64Array.of(0, 1, 1, 1, 0, 1, 1, 1, 0, 0),
      classes: 3,
    };
    const { weights, bias } = fitted(flat, 0.1);
    expect([...weights]).toEqual(Array(6).fill(expect.closeTo(0, 12)));
    expect(Math.exp((bias[1] as number) - (bias[0] as number))).toBeCloseTo(1.5, 3);
  });
});

describe('the strength of a linear model', () => {
  const folds = Int32Array.from({ length: 30 }, (_, row) => row % 3);
  const given = cases['three classes'] as Given;

  it('is that of the lowest out-of-fold loss, which is scikit-learn’s', () => {
    const strengths = [0.001, 1, 0.1, 0.01];
    const chosen = chooseStrength(linearRows(x, given.y), lossOf(given), folds, strengths);
    expect(chosen.losses.map(({ strength }) => strength)).toEqual([1, 0.1, 0.01, 0.001]);
    expect(chosen.losses.map(({ loss }) => loss)).toEqual(
      vectors['out of fold'].map((each) => expect.closeTo(each, 4)),
    );
    expect(chosen.strength).toBe(0.1);
    expect(chosen.model).toEqual(fitted(given, 0.1));
  });

  it('is strong where the inputs tell nothing, and weak where they tell all', () => {
    const random = randomFor('strength');
    const noise = Float64Array.from({ length: 600 }, () => random.next() - 0.5);
    const coins = Float64Array.from({ length: 60 }, () => random.below(2));
    const sums = Float64Array.from({ length: 60 }, (_, row) => 3 * (noise[row * 10] as number));
    const parts = Int32Array.from({ length: 60 }, (_, row) => row % 5);
    const rows = linearRows(noise, coins);
    const strengths = usualStrengths(rows);
    expect(chooseStrength(rows, logLoss(2, coins), parts).strength).toBeGreaterThanOrEqual(
      strengths[2] as number,
    );
    expect(chooseStrength(linearRows(noise, sums), squaredLoss(sums), parts).strength).toBeLessThanOrEqual(
      strengths[7] as number,
    );
  });

  it('gives the same bits again, and leaves the rows as they are', () => {
    const before = x.slice();
    const choose = () => chooseStrength(linearRows(x, given.y, weight), lossOf({ ...given, weight }), folds);
    expect(choose()).toEqual(choose());
    expect(x).toEqual(before);
  });
});
