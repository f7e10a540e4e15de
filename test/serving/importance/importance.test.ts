import { describe, expect, it } from 'vitest';
import { contributionsOf, standardErrorOf } from '../../../src/metrics/contributions.ts';
import { measureImportance } from '../../../src/serving/importance/importance.ts';
import { jackknife } from '../../../src/serving/importance/jackknife.ts';
import { wholeRows } from '../../../src/serving/importance/judged-rows.ts';
import {
  columnInputs,
  drawDonors,
  shuffledExamples,
  sourcesOf,
} from '../../../src/serving/importance/shuffled-rows.ts';
import { spreadOf } from '../../../src/statistics/mean-interval.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Preprocessing, Task } from '../../../src/study/pipeline.ts';
import { drawRows, expectedImportance, model } from './given-rows.ts';

const table = model.pipeline.preprocessing as Extract<Preprocessing, { kind: 'table' }>;
const byLoss = { metric: 'valLoss', direction: 'minimize' } as const;

describe('the importance of columns', () => {
  it.each([1, 4])(
    'is that of the formula, with the rows in %d parts, in about 95 of 100 intervals',
    async (folds) => {
      const samples = 200;
      const hits = new Map<string, number>();
      for (let seed = 0; seed < samples; seed++) {
        const { columns } = await measureImportance(model, drawRows(seed, 100, folds), byLoss);
        for (const { name, low, high } of columns) {
          const truth = expectedImportance[name] as number;
          hits.set(name, (hits.get(name) ?? 0) + (low <= truth && truth <= high ? 1 : 0));
        }
      }
      for (const name of Object.keys(expectedImportance)) {
        expect((hits.get(name) ?? 0) / samples, name).toBeGreaterThan(0.9);
        expect((hits.get(name) ?? 0) / samples, name).toBeLessThan(0.99);
      }
    },
  );

  it('puts the most important first, names what adds nothing, and is the same each time', async () => {
    const judged = drawRows(3, 400);
    const report = await measureImportance(model, judged, byLoss);
    expect(report.columns.map(({ name, inputs }) => [name, inputs]).slice(0, 2)).toEqual([
      ['strong', 1],
      ['sort', 2],
    ]);
    expect(new Set(report.notShown)).toEqual(new Set(['noise', 'faint']));
    expect(report).toMatchObject({ data: 'validation', rows: 400, metric: 'loss', level: 0.95, repeats: 10 });
    expect(await measureImportance(model, judged, byLoss)).toEqual(report);
    const whole = wholeRows(model, judged, 'validation');
    expect(await measureImportance(model, whole, undefined)).toEqual(report);
  });

  it('is a fall of a metric that is to be high, whatever kind of metric it is', async () => {
    for (const metric of ['valR2', 'valSpearman']) {
      const objective = { metric, direction: 'maximize' } as const;
      const { columns, value, notShown } = await measureImportance(model, drawRows(5, 200, 2), objective);
      expect(columns.map(({ name }) => name).slice(0, 2)).toEqual(['strong', 'sort']);
      expect(columns[0]?.low).toBeGreaterThan(0.3);
      expect(columns[0]?.high).toBeGreaterThan(columns[0]?.value as number);
      expect(value).toBeGreaterThan(0.7);
      expect(notShown).toContain('faint');
    }
  });

  it('counts rows by their weights: a row of weight 0 does not count', async () => {
    const judged = drawRows(7, 300);
    const weight = Float64Array.from(judged.y, (_, row) => (row < 150 ? 1 : 0));
    const spoiled = judged.y.map((value, row) => (row < 150 ? value : 1000));
    const report = await measureImportance(model, { ...judged, weight }, byLoss);
    expect(await measureImportance(model, { ...judged, y: spoiled, weight }, byLoss)).toEqual(report);
    expect(report.columns[0]?.name).toBe('strong');
  });

  it('is refused for images, and for rows that have none to be shuffled with', async () => {
    const preprocessing = { kind: 'image', divisor: 255 } as const;
    const ofImages = { ...model, pipeline: { ...model.pipeline, preprocessing } };
    await expect(measureImportance(ofImages, drawRows(1, 10), byLoss)).rejects.toThrow(
      'importance: must go with a table: the model takes images, which have no columns',
    );
    await expect(measureImportance(model, drawRows(1, 3, 3), byLoss)).rejects.toThrow(
      'importance: needs two rows to shuffle in each fold of validation, got 1',
    );
  });
});

describe('a shuffle', () => {
  it('takes all inputs of a column from one other row of the same fold, and each row once', () => {
    const judged = drawRows(2, 30, 3);
    const sort = columnInputs(table).find(({ name }) => name === 'sort');
    if (sort === undefined) throw new Error('there is no column');
    expect(sort).toEqual({ name: 'sort', from: 1, inputs: 2, starts: [0] });
    for (const part of judged.parts) {
      const donors = drawDonors(part, randomFor('donors'));
      expect(donors.toSorted()).toEqual(part);
      expect(donors.some((donor, place) => donor === part[place])).toBe(false);
      const { x, rows } = shuffledExamples(judged, part, sort, donors);
      expect(rows).toBe(part.length);
      part.forEach((row, place) => {
        const own = judged.x.slice(row * 5, row * 5 + 5);
        own.set(judged.x.subarray((donors[place] as number) * 5 + 1, (donors[place] as number) * 5 + 3), 1);
        expect(x.slice(place * 5, place * 5 + 5)).toEqual(own);
      });
    }
  });

  it('gives padded sequences cells of steps alone: those of a shorter row are repeated', () => {
    const column = { name: 'a', from: 0, inputs: 1, starts: [0, 2, 4], flag: 1 };
    // Three steps, padding after two, and padding before one.
    const x = Float32Array.of(1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 0, 0, 0, 0, 0, 0, 6, 1);
    const part = Int32Array.of(0, 1, 2);
    const shuffled = shuffledExamples({ x, rows: 3 }, part, column, Int32Array.of(1, 2, 0));
    expect([...shuffled.x]).toEqual([4, 1, 5, 1, 4, 1, 6, 1, 6, 1, 0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it('has a list of sources for each time that a row is judged', () => {
    const both = Int32Array.of(0, 1, 2);
    const donors = [Int32Array.of(1, 2, 0), Int32Array.of(2, 0, 1)];
    expect(sourcesOf({ rows: 3, parts: [both, both] }, donors)).toEqual([both, ...donors]);
  });
});

it('the jackknife of rows that depend on themselves is that of a trial', () => {
  const task: Task = { kind: 'regression', target: 'value', mean: 0, std: 1 };
  const random = randomFor('jackknife');
  const y = Float32Array.from({ length: 60 }, () => random.next());
  const predictions = Float64Array.from(y, (value) => value + random.next() - 0.5);
  const itself = [Int32Array.from(y, (_, row) => row)];
  for (const metric of ['mae', 'spearman']) {
    const { groups } = jackknife({ task, y, metric }, predictions, itself);
    const error = standardErrorOf(contributionsOf(task, predictions, { y }, metric) ?? []);
    expect(spreadOf(groups).std / Math.sqrt(60)).toBeCloseTo(error as number, 12);
  }
});
