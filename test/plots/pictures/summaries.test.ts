import { describe, expect, it } from 'vitest';
import { stateCodes } from '../../../src/plots/columns/trial-columns.ts';
import { edf } from '../../../src/plots/pictures/edf.ts';
import type { StudyView } from '../../../src/plots/study-view.ts';
import { improvements } from '../../../src/plots/summaries/best-so-far.ts';
import { localField } from '../../../src/plots/summaries/local-field.ts';
import { localMeans, meanOfPlace } from '../../../src/plots/summaries/local-mean.ts';
import { rungCourses } from '../../../src/plots/summaries/rung-values.ts';
import { tradeOffFront } from '../../../src/plots/summaries/trade-off-front.ts';
import { isFeasible } from '../../../src/plots/summaries/trial-groups.ts';
import { workerSchedule } from '../../../src/plots/summaries/worker-schedule.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { exampleView } from '../example-view.ts';

const maximized = (view: StudyView): StudyView => ({
  ...view,
  head: { ...view.head, objective: { metric: 'valAccuracy', direction: 'maximize' } },
});

describe('the best so far', () => {
  it.each([exampleView({ trials: 60 }), maximized(exampleView({ trials: 61 }))])(
    'holds the running best of ranked trials',
    (view) => {
      const found = improvements(view, view.trials.trial);
      const isBetter = (one: number, other: number) =>
        view.head.objective.direction === 'minimize' ? one < other : one > other;
      const expected: number[] = [];
      for (const place of view.trials.trial) {
        if (!isFeasible(view.trials, place)) continue;
        const earlier = [...view.trials.trial.slice(0, place)].filter((each) =>
          isFeasible(view.trials, each),
        );
        const value = view.trials.value[place] as number;
        if (earlier.every((each) => isBetter(value, view.trials.value[each] as number))) expected.push(place);
      }
      expect(found.map(({ place }) => place)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(1);
    },
  );
});

describe('the trade-off', () => {
  it.each(['minimize', 'maximize'] as const)(
    'holds the trials that no other one beats, where the cost is to %s',
    (direction) => {
      const view = exampleView({ trials: 150 });
      const random = randomFor(1, 'costs');
      const costs = Float64Array.from({ length: 150 }, () => Math.floor(20 * random.next()));
      const sign = direction === 'minimize' ? 1 : -1;
      const numbers = (place: number) =>
        [sign * (costs[place] as number), view.trials.value[place] as number] as const;
      const ranked = [...view.trials.trial].filter((place) => isFeasible(view.trials, place));
      const isBeaten = (place: number) =>
        ranked.some((other) => {
          const [[cost, value], [otherCost, otherValue]] = [numbers(place), numbers(other)];
          const isAsGood = otherCost <= cost && otherValue <= value;
          return isAsGood && (otherCost < cost || otherValue < value || other < place);
        });
      const front = tradeOffFront(view, costs, direction);
      expect(front.toSorted((one, other) => one - other)).toEqual(ranked.filter((place) => !isBeaten(place)));
    },
  );
});

describe('local means', () => {
  it('follow a line, with intervals around it', () => {
    const random = randomFor(1, 'line');
    const x = Array.from({ length: 400 }, () => random.next());
    const y = x.map((each) => 2 * each + 0.1 * (random.next() - 0.5));
    const means = localMeans(x, y);
    const middle = means.filter(({ place }) => place > 0.2 && place < 0.8);
    for (const { place, mean, low, high } of middle) {
      expect(Math.abs(mean - 2 * place)).toBeLessThan(0.05);
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
    }
    expect(middle.length).toBeGreaterThan(20);
  });

  it('are left out where too few values are', () => {
    expect(localMeans([0.5, 0.5, 0.5], [1, 2, 3])).toEqual([]);
    const far = localMeans(
      Array.from({ length: 50 }, () => 0.1),
      Array.from({ length: 50 }, () => 1),
    );
    expect(Math.max(...far.map(({ place }) => place))).toBeLessThan(0.3);
  });

  it('of a choice are plain means', () => {
    const [one, ...others] = meanOfPlace(
      [...Array(10).fill(0), 1],
      [...Array(5).fill(1), ...Array(5).fill(3), 7],
    );
    expect(others).toEqual([]);
    expect(one).toMatchObject({ place: 0, mean: 2 });
    expect(one?.high).toBeCloseTo(2 + 1.96 / 3, 10);
  });
});

describe('a field over two axes', () => {
  it('is the mean weighted by a Gaussian of the distance between cells', () => {
    const points = [
      { x: 2.5, y: 3.5, value: 1 },
      { x: 6.5, y: 3.5, value: 3 },
    ];
    const { mean, columns } = localField(points, { cells: 10, deviation: 2 }, { cells: 8, deviation: 1.5 });
    const weight = (distance: number, deviation: number) => Math.exp(-0.5 * (distance / deviation) ** 2);
    const [near, far] = [weight(1, 2), weight(3, 2)];
    expect(mean[3 * columns + 3]).toBeCloseTo((near * 1 + far * 3) / (near + far), 10);
    expect(mean[0 * columns + 0]).toBeNaN();
  });

  it('does not mix categories', () => {
    const points = [
      { x: 0, y: 0, value: 1 },
      { x: 1, y: 0, value: 5 },
    ];
    const { mean } = localField(points, { cells: 3, deviation: 0 }, { cells: 1, deviation: 0 });
    expect([...mean]).toEqual([1, 5, Number.NaN]);
  });
});

it('the share of trials that reach a value counts those that failed or were pruned', () => {
  const view = exampleView({ trials: 100 });
  const { rows } = edf.table(view, {});
  const complete = [...view.trials.trial].filter((place) => isFeasible(view.trials, place));
  const sorted = complete
    .map((place) => view.trials.value[place] as number)
    .sort((one, other) => one - other);
  expect(Number(rows.find(([share]) => share === '10 %')?.[1])).toBeCloseTo(sorted[9] as number, 4);
  expect(rows.length).toBe(Math.floor(complete.length / 10) + 2);
});

it('the value at a rung is the best up to it, and trials stand at the rungs that they reached', () => {
  const view = exampleView({ trials: 30 });
  const { curves } = view;
  for (const { place, values } of rungCourses(view)) {
    const isPruned = view.trials.state[place] === stateCodes.indexOf('pruned');
    expect(values).toHaveLength(isPruned ? 1 : 2);
    const from = curves?.offset[place] as number;
    expect(values[0]).toBe(Math.min(...(curves?.value.slice(from, from + 3) ?? [])));
  }
});

it('runs of one worker that overlap stand on rows of their own', () => {
  const run = (trial: number, worker: string, startedAt: number, endedAt: number | null) => ({
    trial,
    worker,
    startedAt,
    endedAt,
  });
  const runs = [
    run(2, '', 130, null),
    run(0, '', 100, 120),
    run(1, '', 110, 130),
    run(3, 'host:10', 100, 150),
    run(4, 'host:9', 100, 140),
  ];
  const { bars, workers, seconds } = workerSchedule({ ...exampleView({ trials: 5 }), runs });
  expect(workers).toEqual(['host:9', 'host:10', 'worker 1', 'worker 2']);
  expect(seconds).toBe(50);
  expect(bars.map(({ trial, row, from, to }) => [trial, row, from, to])).toEqual([
    [0, 2, 0, 20],
    [3, 1, 0, 50],
    [4, 0, 0, 40],
    [1, 3, 10, 30],
    [2, 2, 30, 50],
  ]);
});
