import { describe, expect, it } from 'vitest';
import { positionOn, valueAt } from '../../src/plots/axes/scale.ts';
import { ticksOf, tickTexts } from '../../src/plots/axes/ticks.ts';
import { stateCodes } from '../../src/plots/columns/trial-columns.ts';
import { densityShades, emptyDensity, strideOf } from '../../src/plots/density/line-density.ts';
import { styledPalette } from '../../src/plots/palette.ts';
import { describeParallel, parallelNote } from '../../src/plots/parallel/describe-parallel.ts';
import { nearestLine } from '../../src/plots/parallel/nearest-line.ts';
import {
  axesSetting,
  axisText,
  heightOf,
  numberAt,
  type ParallelAxis,
  parallelAxes,
  shownAxes,
} from '../../src/plots/parallel/parallel-axes.ts';
import { addParallelLines, evenFrame } from '../../src/plots/parallel/parallel-density.ts';
import { parallelLines } from '../../src/plots/parallel/parallel-lines.ts';
import { parallelSvg } from '../../src/plots/parallel/parallel-svg.ts';
import { rankShares, rankWeights } from '../../src/plots/trial-ranks.ts';
import { exampleView } from './example-view.ts';

const view = exampleView({ trials: 200 });
const axes = parallelAxes(view, {});
const axisOf = (name: string) => axes.find((axis) => axis.name === name) as ParallelAxis;

describe('a scale', () => {
  it('spreads a log axis by factors', () => {
    const scale = { kind: 'log', min: 1e-4, max: 1 } as const;
    expect(positionOn(scale, 0.01)).toBeCloseTo(0.5, 12);
    expect(valueAt(scale, 0.25)).toBeCloseTo(1e-3, 12);
    expect(positionOn(scale, 0)).toBeNaN();
  });

  it.each([
    [{ kind: 'linear', min: 0, max: 1 }, 5, ['0', '0.2', '0.4', '0.6', '0.8', '1']],
    [{ kind: 'linear', min: 1, max: 3 }, 5, ['1', '2', '3']],
    [{ kind: 'log', min: 1e-5, max: 0.1 }, 5, ['1e-5', '1e-4', '0.001', '0.01', '0.1']],
    [{ kind: 'log', min: 16, max: 256 }, 5, ['20', '50', '100', '200']],
    [{ kind: 'log', min: 3, max: 4 }, 4, ['3', '3.5', '4']],
    [{ kind: 'linear', min: 7, max: 7 }, 5, ['7']],
  ] as const)('has round ticks: %j', (scale, count, texts) => {
    expect(tickTexts(ticksOf(scale, count, scale.max === 3))).toEqual(texts);
  });
});

describe('the axes of parallel coordinates', () => {
  it('are those of the space, and the objective with its better end on top', () => {
    expect(axes.map(({ title }) => title)).toEqual([
      'learningRate (log)',
      'units (log)',
      'layers',
      'optimizer',
      'momentum',
      'dropout',
      'valLoss (log)',
    ]);
    const objective = axisOf('value');
    expect(heightOf(objective, objective.scale.min)).toBe(0);
    expect(heightOf(axisOf('learningRate'), 1e-3)).toBeCloseTo(0.5, 12);
    expect(axes.map(({ gap }) => gap)).toEqual([...Array(4), 'not active', undefined, 'no value']);
  });

  it('give the number at a height back, whole where the axis has whole numbers', () => {
    for (const axis of axes) {
      const value = axis.isInteger ? 2 : (axis.scale.min + axis.scale.max) / 2;
      expect(numberAt(axis, heightOf(axis, value))).toBeCloseTo(value, 9);
    }
    expect(axisText(axisOf('optimizer'), 1)).toBe('sgd');
  });

  it('are chosen and ordered by the setting, whatever their names contain', () => {
    const chosen = axesSetting(['value', 'layers', 'gone', 'layers']);
    expect(shownAxes(view.head, { axes: chosen })).toEqual(['value', 'layers']);
    expect(shownAxes(view.head, { axes: 'gone' })).toHaveLength(7);
  });
});

describe('the lines of parallel coordinates', () => {
  const lines = parallelLines(view, axes);

  it('are at the heights of their numbers, and below the axis without one', () => {
    const place = view.trials.trial.findIndex((_, at) => Number.isNaN(axisOf('momentum').column[at]));
    const at = axes.indexOf(axisOf('momentum'));
    expect(lines.levels[at]?.[place]).toBeGreaterThan(lines.axisEnd);
    const rate = view.trials.parameters.learningRate as Float64Array;
    for (const each of lines.places) {
      expect(lines.levels[0]?.[each]).toBeCloseTo(
        0.9 * (1 - Math.log10((rate[each] as number) / 1e-5) / 4),
        12,
      );
    }
  });

  it('leave out waiting trials only, and stay within the picture', () => {
    const state = view.trials.state.slice();
    state[3] = stateCodes.indexOf('waiting');
    const some = { ...view, trials: { ...view.trials, state } };
    expect([...parallelLines(some, axes).places]).toEqual([...lines.places].filter((place) => place !== 3));
    expect(parallelNote(some)).toBe('199 of 200 trials; 1 wait');
    for (const level of lines.levels) for (const each of level) expect(each >= 0 && each <= 1).toBe(true);
  });

  it('spread the trials of one choice over a band in which the best is on top', () => {
    const at = axes.indexOf(axisOf('optimizer'));
    const { column } = axisOf('optimizer');
    const shares = rankShares(view.head, view.trials);
    const members = [...lines.places].filter((place) => column[place] === 1 && !Number.isNaN(shares[place]));
    members.sort((one, other) => (shares[one] as number) - (shares[other] as number));
    const levels = members.map((place) => lines.levels[at]?.[place] as number);
    expect(levels).toEqual(levels.toSorted((one, other) => one - other));
    expect(new Set(levels).size).toBe(levels.length);
  });

  it('are found by the nearest point', () => {
    for (const place of [0, 17, 199]) {
      const level = lines.levels[1]?.[place] as number;
      const isThere = (other: number) => lines.levels[1]?.[other] === level;
      expect(isThere(nearestLine(lines, 1, level)?.place ?? -1)).toBe(true);
      const middle = ((lines.levels[0]?.[place] as number) + level) / 2;
      expect(nearestLine(lines, 0.5, middle, (other) => other === place)?.distance).toBeCloseTo(0, 12);
    }
  });
});

describe('the density of parallel coordinates', () => {
  const lines = parallelLines(view, axes);
  const frame = evenFrame(axes.length, 300, 3, 1.2);
  const weights = rankWeights(rankShares(view.head, view.trials));
  const drawn = () => {
    const density = emptyDensity(300, 100);
    addParallelLines(density, frame, lines, lines.places, weights);
    return density;
  };

  it('has each trial once in every column', () => {
    const density = drawn();
    const stride = strideOf(density);
    const total = lines.places.reduce((sum, place) => sum + (weights[place] as number), 0);
    for (let column = 0; column < 300; column++) {
      const sums = density.differences.subarray(column * stride, (column + 1) * stride);
      // Ends of some lines meet beginnings of others: the run lengths say that none is lost.
      let weighted = 0;
      for (const [row, sum] of sums.entries()) weighted -= row * sum;
      expect(sums.reduce((sum, each) => sum + each, 0)).toBe(0);
      expect(weighted).toBeGreaterThanOrEqual(4 * total);
    }
  });

  it('is empty again when its lines are taken away', () => {
    const density = drawn();
    expect(densityShades(density, 0.01).some((shade) => shade > 0)).toBe(true);
    addParallelLines(density, frame, lines, lines.places, weights, -1);
    expect(density.differences.every((sum) => sum === 0)).toBe(true);
  });

  it('shows a flat line of one pixel in its row', () => {
    const density = emptyDensity(10, 11);
    const flat = { levels: [Float64Array.of(0.5), Float64Array.of(0.5)] };
    addParallelLines(density, evenFrame(2, 10, 0, 1), flat, [0], Int32Array.of(64));
    const shades = densityShades(density, 1 / 64);
    expect([...shades.entries()].filter(([, shade]) => shade > 0).map(([at]) => Math.floor(at / 10))).toEqual(
      Array(10).fill(5),
    );
    expect(shades[50]).toBe(Math.round(255 * (1 - Math.exp(-1))));
  });
});

describe('parallel coordinates as SVG', () => {
  it('has a path for each trial, and describes itself', () => {
    const svg = parallelSvg(view, styledPalette);
    expect(svg.match(/<path [^>]*stroke-opacity/g)).toHaveLength(200);
    expect(svg.match(/var\(--best\)/g)).toHaveLength(1);
    expect(svg).toContain(describeParallel(view, axes).slice(0, 60));
    expect(describeParallel(view, axes)).toMatch(
      /^Parallel coordinates of 200 of 200 trials\. Axes: learningRate \(log\), /,
    );
  });

  it('greys out what is not selected', () => {
    const selected = new Uint8Array(200).fill(1);
    selected[7] = 0;
    const svg = parallelSvg({ ...view, selected }, styledPalette);
    expect(svg.match(/stroke="var\(--faint\)"/g)).toHaveLength(1);
    expect(parallelNote({ ...view, selected })).toBe('199 selected of 200 of 200 trials');
  });

  it('stays below a megabyte at 10,000 trials, and escapes names', () => {
    const many = exampleView({ trials: 10_000, epochs: 1 });
    expect(parallelSvg(many, styledPalette).length).toBeLessThan(1_000_000);
    const named = {
      ...view,
      head: { ...view.head, objective: { metric: '<img onerror=x>', direction: 'minimize' } },
    } as const;
    expect(parallelSvg(named, styledPalette)).not.toContain('<img');
  });
});
