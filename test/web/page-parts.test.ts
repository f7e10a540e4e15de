import { describe, expect, it } from 'vitest';
import { missingInteger, originCodes, stateCodes } from '../../src/plots/columns/trial-columns.ts';
import type { Axis } from '../../src/plots/study-head.ts';
import { rankTrials } from '../../src/study/ranking.ts';
import { configurationOf, placeOf } from '../../src/web/acting/configuration-of.ts';
import { columnNumber, pixelOf, planeScale, textAt } from '../../src/web/acting/enqueue/plane-scale.ts';
import { sentence } from '../../src/web/api/sentence.ts';
import { describeLine, pathOf, valueAt } from '../../src/web/charts/chart-line.ts';
import { comparedRows, comparisonText } from '../../src/web/compare/compared-rows.ts';
import { coursesOf } from '../../src/web/compare/study-courses.ts';
import { brushText, readBrushes } from '../../src/web/state/brush-text.ts';
import { kinOf } from '../../src/web/trial/kin.ts';
import { metricPairs } from '../../src/web/trial/metric-pairs.ts';
import { rankedTrials } from '../../src/web/trial/ranking.ts';
import { exampleView } from '../plots/example-view.ts';

const view = exampleView({ trials: 200 });
const { head, trials } = view;

describe('the ranking of the page', () => {
  it('is that of the study', () => {
    const asTrials = Array.from(trials.trial, (trial, place) => ({
      trial,
      state: stateCodes[trials.state[place] as number],
      value: Number.isNaN(trials.value[place]) ? null : trials.value[place],
    }));
    const expected = rankTrials(asTrials as never, head.objective.direction)
      .filter(({ state, value }) => state === 'complete' && value !== null)
      .map(({ trial }) => trial);
    expect(rankedTrials(trials, head.objective.direction)).toEqual(expected);
  });
});

describe('a configuration from columns', () => {
  it('has the active parameters and the fixed ones', () => {
    const trial = trials.trial[7] as number;
    const config = configurationOf({ ...head, fixed: { batchSize: 32 } }, trials, trial);
    expect(config?.batchSize).toBe(32);
    expect(['adam', 'sgd', 'rmsprop']).toContain(config?.optimizer);
    expect('momentum' in (config ?? {})).toBe(config?.optimizer === 'sgd');
    expect(configurationOf(head, trials, 100_000)).toBeUndefined();
  });

  it('finds every trial by its number', () => {
    for (const [place, trial] of trials.trial.entries()) expect(placeOf(trials, trial)).toBe(place);
    expect(placeOf({ trial: new Uint32Array([3, 7, 12]) }, 8)).toBe(-1);
  });
});

describe('the relations of a trial', () => {
  const codes = (...names: (typeof originCodes)[number][]) =>
    Uint8Array.from(names, (name) => originCodes.indexOf(name));
  const columns = {
    ...trials,
    trial: Uint32Array.of(0, 1, 2, 3, 4),
    origin: codes('sampled', 'continued', 'rerun', 'rerun', 'continued'),
    parent: Uint32Array.of(missingInteger, 0, 0, 0, 1),
    value: Float64Array.of(0.5, 0.4, 0.52, 0.48, 0.3),
  };
  const numbers = (list: readonly { readonly trial: number }[]) => list.map(({ trial }) => trial);

  it('are its ancestors from the oldest on, its children, and the trainings of the same configuration', () => {
    expect(numbers(kinOf(columns, 4).ancestors)).toEqual([0, 1]);
    expect(numbers(kinOf(columns, 0).children)).toEqual([1, 2, 3]);
    for (const trial of [0, 2]) {
      expect(kinOf(columns, trial).root.trial).toBe(0);
      expect(numbers(kinOf(columns, trial).reruns)).toEqual([2, 3]);
    }
    expect(kinOf(columns, 4).reruns).toEqual([]);
  });

  it('end at a trial that names itself or a later one as its parent', () => {
    const looped = { ...columns, parent: Uint32Array.of(0, 2, 1, 4, 3) };
    expect(numbers(kinOf(looped, 3).ancestors)).toEqual([]);
    expect(numbers(kinOf(looped, 4).ancestors)).toEqual([3]);
  });
});

describe('the chart', () => {
  it('breaks a line where a value is missing, and holds a step', () => {
    const points = [
      [0, 1],
      [1, 2],
      [2, Number.NaN],
      [3, 4],
      [4, 5],
    ] as const;
    expect(pathOf(points)).toBe('M0 1L1 2M3 4L4 5');
    expect(pathOf(points, true)).toBe('M0 1H1V2M3 4H4V5');
  });

  it('reads values at their x, those of steps until the next', () => {
    const line = {
      name: 'loss',
      points: [
        [1, 5],
        [3, 4],
      ],
    } as const;
    expect([1, 2, 3].map((x) => valueAt(line, x))).toEqual([5, undefined, 4]);
    expect([0, 2, 9].map((x) => valueAt({ ...line, isStep: true }, x))).toEqual([undefined, 5, 4]);
    expect(describeLine(line, String)).toBe('loss falls from 5 to 4');
  });
});

describe('metrics that share a chart', () => {
  it('are those of the same name on both splits, the loss first', () => {
    const metrics = { valF1: 1, loss: 1, valLoss: 1, trainF1: 1, valAccuracy: 1 };
    expect(metricPairs([{ epoch: 1, metrics }])).toEqual([
      { name: 'loss', validation: 'valLoss', training: 'loss' },
      { name: 'f1', validation: 'valF1', training: 'trainF1' },
      { name: 'accuracy', validation: 'valAccuracy' },
    ]);
  });
});

describe('compared trials', () => {
  const rows = comparedRows({ ...head, fixed: { batchSize: 32 } }, trials, [3, 5, 9]);

  it('have the parameters that differ before those that do not', () => {
    const differing = rows.filter(({ kind }) => kind === 'parameter').map(({ differs }) => differs);
    expect(differing).toEqual(differing.toSorted((one, other) => Number(other) - Number(one)));
    expect(rows.find(({ name }) => name === 'batchSize')).toMatchObject({
      differs: false,
      texts: ['32', '32', '32'],
    });
  });

  it('are a CSV with a column for each', () => {
    const [first, ...lines] = comparisonText([3, 5, 9], rows).trim().split('\n');
    expect(first).toBe(',trial 3,trial 5,trial 9');
    expect(lines).toHaveLength(rows.length);
  });
});

describe('the course of a study', () => {
  const { byTrial, distribution } = coursesOf({ head, trials });
  const values = [...trials.value].filter(
    (value, place) => stateCodes[trials.state[place] as number] === 'complete' && Number.isFinite(value),
  );

  it('never gets worse, and ends at the best value', () => {
    const best = byTrial.points.map(([, value]) => value).filter(Number.isFinite);
    const sign = head.objective.direction === 'minimize' ? 1 : -1;
    for (const [place, value] of best.entries()) {
      expect(sign * value).toBeLessThanOrEqual(sign * (best[place - 1] ?? sign * Number.POSITIVE_INFINITY));
    }
    expect(best.at(-1)).toBe(sign * Math.min(...values.map((value) => sign * value)));
  });

  it('counts at each value the trials that are as good', () => {
    const [value, share] = distribution.points[Math.floor(distribution.points.length / 2)] as readonly [
      number,
      number,
    ];
    const ended = [...trials.state].filter(
      (code) => !['waiting', 'running'].includes(stateCodes[code] as string),
    );
    const sign = head.objective.direction === 'minimize' ? 1 : -1;
    expect(share).toBeCloseTo(values.filter((each) => sign * each <= sign * value).length / ended.length, 12);
  });
});

describe('a click into the plane of two parameters', () => {
  const axis = (changes: Partial<Axis>): Axis => ({
    name: 'x',
    kind: 'number',
    scale: 'linear',
    min: 0,
    max: 1,
    isInteger: false,
    values: [],
    isConditional: false,
    ...changes,
  });

  it.each([
    [axis({ scale: 'log', min: 1e-4, max: 0.1 }), '0.003'],
    [axis({ min: 1, max: 3, isInteger: true }), '2'],
    [axis({ kind: 'choice', values: ['adam', 'sgd', 'rmsprop'] }), 'sgd'],
  ])('fills in the value at its place', (each, text) => {
    for (const scale of [planeScale(each, 300), planeScale(each, 300, true)]) {
      expect(textAt(scale, pixelOf(scale, columnNumber(each, { x: text })))).toBe(text);
    }
  });

  it('stays within the bounds', () => {
    const scale = planeScale(axis({ min: 5, max: 9 }), 300);
    expect([textAt(scale, -50), textAt(scale, 500)]).toEqual(['5', '9']);
  });
});

describe('brushes in the address', () => {
  it('come back as they were, also of names with commas, colons and percent signs', () => {
    const brushes = { learningRate: { low: 1e-4, high: 0.01 }, 'a,b:c%..d': { low: 0, high: 2 } };
    expect(readBrushes(brushText(brushes))).toEqual(brushes);
  });

  it('leave out what is damaged', () => {
    const units = { units: { low: 16, high: 64 } };
    for (const damaged of ['%zz:1..2', 'lr:1..', 'lr', ':1..2', 'lr:a..b', '']) {
      expect(readBrushes(`${damaged},units:16..64`)).toEqual(units);
    }
  });
});

describe('an error', () => {
  it('is a sentence, and a name that it begins with stays as it is', () => {
    const errors = ['no study has the id 7', 'l.db is damaged', 'units: must be given!', 'study 1'];
    expect(errors.map((text) => sentence(new Error(text)))).toEqual([
      'No study has the id 7.',
      'l.db is damaged.',
      'units: must be given!',
      'Study 1.',
    ]);
  });
});
