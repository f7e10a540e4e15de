import { describe, expect, it } from 'vitest';
import type { CurveColumns } from '../../src/plots/columns/curve-columns.ts';
import { originCodes } from '../../src/plots/columns/trial-columns.ts';
import { curveBand } from '../../src/plots/curves/curve-band.ts';
import { addCurves } from '../../src/plots/curves/curve-density.ts';
import {
  type CurveFrame,
  curveFrame,
  curveLevels,
  curvesBeyond,
} from '../../src/plots/curves/curve-frame.ts';
import { piecesOf } from '../../src/plots/curves/curve-pieces.ts';
import { frameAfterKey, zoomedFrame, zoomText } from '../../src/plots/curves/curve-zoom.ts';
import { curvesCsv } from '../../src/plots/curves/curves-csv.ts';
import { curvesSvg } from '../../src/plots/curves/curves-svg.ts';
import { curvesNote, describeCurves } from '../../src/plots/curves/describe-curves.ts';
import { nearestCurve } from '../../src/plots/curves/nearest-curve.ts';
import { orderedCurves } from '../../src/plots/curves/ordered-curves.ts';
import { seedBands } from '../../src/plots/curves/seed-bands.ts';
import {
  densityShades,
  emptyDensity,
  type LineDensity,
  strideOf,
} from '../../src/plots/density/line-density.ts';
import { styledPalette } from '../../src/plots/palette.ts';
import { exampleView } from './example-view.ts';

/** A curve a row: pairs of epoch and value. */
function curvesOf(rows: readonly (readonly (readonly [number, number])[])[]): CurveColumns {
  const points = rows.flat();
  let end = 0;
  return {
    metric: 'valLoss',
    trial: Uint32Array.from(rows.keys()),
    offset: Uint32Array.from([0, ...rows.map((row) => (end += row.length))]),
    epoch: Float32Array.from(points, ([epoch]) => epoch),
    value: Float32Array.from(points, ([, value]) => value),
  };
}

const linear = (min: number, max: number) => ({ kind: 'linear', min, max }) as const;
const unit: CurveFrame = { epochs: linear(1, 5), values: linear(0, 1) };
const head = exampleView({ trials: 3 }).head;

describe('curves in order', () => {
  it('are the same ones where they are already', () => {
    const curves = curvesOf([
      [
        [1, 3],
        [2, 2],
      ],
    ]);
    expect(orderedCurves(curves)).toBe(curves);
  });

  it('never run back, and keep the last value of a repeated epoch', () => {
    const given = curvesOf([
      [
        [3, 0.3],
        [1, 0.1],
        [3, 0.4],
      ],
      [[2, 0.5]],
    ]);
    const { epoch, value, offset } = orderedCurves(given);
    expect([...epoch]).toEqual([1, 3, 2]);
    expect([...value].map((each) => Number(each.toFixed(3)))).toEqual([0.1, 0.4, 0.5]);
    expect([...offset]).toEqual([0, 2, 3]);
  });
});

describe('the frame of curves', () => {
  it('holds all values of a log axis, and leaves out what is far worse than most', () => {
    const rows = Array.from({ length: 40 }, (_, place) => [[1, 2 + place / 40] as const, [2, 0.1] as const]);
    const calm = curvesOf(rows);
    expect(curveFrame(head, calm).values).toEqual({ kind: 'log', min: calm.value[1], max: calm.value[78] });
    const wild = curvesOf([...rows, [[1, 3e30]]]);
    const frame = curveFrame(head, wild);
    expect(frame.values.max).toBeCloseTo(2.975, 5);
    expect(curvesBeyond(wild, frame)).toBe(1);
    expect(
      curveFrame({ ...head, objective: { ...head.objective, direction: 'maximize' } }, wild).values.max,
    ).toBeGreaterThan(1e30);
  });

  it('gives heights, and NaN for what a log axis cannot hold', () => {
    const curves = curvesOf([
      [
        [1, 1],
        [2, 0.01],
        [3, 0.1],
        [4, 0],
        [5, Number.NaN],
      ],
    ]);
    const levels = curveLevels(curves, { ...unit, values: { kind: 'log', min: 0.01, max: 1 } });
    expect([...levels].map((level) => Number(level.toFixed(4)))).toEqual([0, 1, 0.5, Number.NaN, Number.NaN]);
  });

  it('is zoomed by text and by keys, and never leaves the whole', () => {
    const near = frameAfterKey(unit, unit, '+') as CurveFrame;
    expect(zoomText(near)).toBe('2..4,0.25..0.75');
    expect(zoomedFrame(unit, zoomText(near))).toEqual(near);
    expect(frameAfterKey(near, unit, '-')).toEqual(unit);
    const right = frameAfterKey(near, unit, 'ArrowRight') as CurveFrame;
    expect(right.epochs.min).toBeCloseTo(2.2, 12);
    const far = Array.from({ length: 20 }).reduce<CurveFrame>(
      (frame) => frameAfterKey(frame, unit, 'ArrowRight') ?? frame,
      near,
    );
    expect(far.epochs.max).toBeCloseTo(5, 12);
    for (const text of ['', '1..2', '3..1,0..1', 'a..b,c..d', undefined])
      expect(zoomedFrame(unit, text)).toBe(unit);
  });
});

describe('the density of curves', () => {
  const sums = (density: LineDensity) => {
    const stride = strideOf(density);
    return Array.from({ length: density.columns }, (_, column) => {
      let weight = 0;
      for (const each of density.differences.subarray(column * stride, (column + 1) * stride))
        weight += Math.max(0, each);
      return weight;
    });
  };
  const drawn = (curves: CurveColumns, columns: number, sign?: -1, density = emptyDensity(columns, 50)) => {
    const ink = { margin: 3, thickness: 1, weights: new Int32Array(curves.trial.length).fill(64) };
    addCurves(density, unit, curves, curveLevels(curves, unit), curves.trial, ink, sign);
    return density;
  };

  it('has a curve once in each column from its first to its last epoch', () => {
    const curves = curvesOf([
      [
        [1, 0.9],
        [2, 0.2],
        [4, 0.6],
        [5, 0.1],
      ],
    ]);
    expect(sums(drawn(curves, 40))).toEqual(Array(40).fill(64));
    // With fewer columns than epochs the curve is still there once.
    expect(sums(drawn(curves, 2))).toEqual([64, 64]);
  });

  it('is interrupted where a value is missing, and shows a lonely value', () => {
    const curves = curvesOf([
      [
        [1, 0.5],
        [2, 0.5],
        [3, Number.NaN],
        [4, 0.5],
      ],
    ]);
    const found = sums(drawn(curves, 40));
    expect(found.slice(0, 10)).toEqual(Array(10).fill(64));
    expect(found.slice(10, 29)).toEqual(Array(19).fill(0));
    expect(found.slice(29, 31)).toEqual([64, 64]);
  });

  it('takes the last of the epochs in one column, and goes on from it', () => {
    const curves = curvesOf([
      [
        [1, 0],
        [2, 0],
        [3, 0],
        [4, 0],
      ],
    ]);
    const levels = Float32Array.of(1, 0.5, 0.25, 0.125);
    const { count, from, to, begin, end } = piecesOf(curves, Float32Array.of(0, 1, 1, 2), levels, [0], 2);
    const pieces = Array.from({ length: count }, (_, at) => [from[at], to[at], begin[at], end[at]]);
    expect(pieces).toEqual([
      [0, 1, 1, 0.25],
      [1, 2, 0.25, 0.125],
    ]);
  });

  it('is empty again when its curves are taken away', () => {
    const { curves } = exampleView({ trials: 50 });
    const density = drawn(curves as CurveColumns, 100);
    expect(densityShades(density, 0.01).some((shade) => shade > 0)).toBe(true);
    drawn(curves as CurveColumns, 100, -1, density);
    expect(density.differences.every((each) => each === 0)).toBe(true);
  });
});

describe('the band of curves', () => {
  it('has the quartiles of those that reached an epoch, from four on', () => {
    const rows = [0.1, 0.2, 0.3, 0.4, 0.5].map((value, place) => [
      [1, value] as const,
      ...(place < 3 ? [[2, value] as const] : []),
    ]);
    const curves = curvesOf(rows);
    const band = curveBand(curves, curveLevels(curves, unit), curves.trial);
    expect(band.epochs).toEqual([1]);
    expect(band.median[0]).toBeCloseTo(0.7, 3);
    expect([band.upper[0], band.lower[0]].map((each) => Number(each?.toFixed(2)))).toEqual([0.6, 0.8]);
  });
});

describe('a point on curves', () => {
  const curves = curvesOf([
    [
      [1, 1],
      [3, 0],
    ],
    [
      [1, 0.2],
      [2, 0.2],
    ],
  ]);
  const levels = curveLevels(curves, unit);

  it('belongs to the nearest one, straight between two epochs', () => {
    expect(nearestCurve(curves, levels, { epoch: 2, level: 0.5 })).toEqual({ curve: 0, distance: 0 });
    expect(nearestCurve(curves, levels, { epoch: 1.5, level: 0.75 })?.curve).toBe(1);
    expect(nearestCurve(curves, levels, { epoch: 1.5, level: 0.75 }, (curve) => curve === 0)?.curve).toBe(0);
    expect(nearestCurve(curves, levels, { epoch: 4, level: 0.5 })).toBeUndefined();
  });
});

describe('the curves of one configuration over seeds', () => {
  it('are a band of the trial and its reruns', () => {
    const view = exampleView({ trials: 4 });
    const rerun = originCodes.indexOf('rerun');
    const trials = {
      ...view.trials,
      origin: Uint8Array.of(0, 0, rerun, rerun),
      parent: Uint32Array.of(0xffff_ffff, 0xffff_ffff, 0, 2),
    };
    const curves = curvesOf([
      [
        [1, 0.4],
        [2, 0.3],
      ],
      [[1, 9]],
      [[1, 0.6]],
      [
        [1, 0.5],
        [2, 0.1],
        [3, 0.05],
      ],
    ]);
    const [band, ...others] = seedBands(curves, trials, [3, 0, 1]);
    expect(others).toEqual([]);
    expect(band).toMatchObject({ trial: 0, members: [0, 2, 3], epochs: [1, 2] });
    expect(band?.mean[0]).toBeCloseTo(0.5, 6);
    expect(band?.lowest.map((each) => Number(each.toFixed(2)))).toEqual([0.4, 0.1]);
  });
});

describe('learning curves as SVG', () => {
  const view = exampleView({ trials: 300 });

  it('has the axes, the rungs, the median and the best curve', () => {
    const svg = curvesSvg(view, styledPalette);
    expect(svg).toContain('epoch</text>');
    expect(svg.match(/stroke-dasharray="4 3"/g)).toHaveLength(1);
    expect(svg).toMatch(/stroke-dasharray="1 3"/);
    expect(svg).toMatch(/<path d="M[^"]+L[^"]+" fill="none" stroke="var\(--best\)" stroke-width="2"/);
    expect(svg).not.toContain('NaN');
    expect(curvesNote(view)).toBe('300 of 300 trials');
    expect(describeCurves(view)).toMatch(
      /^Learning curves of 300 of 300 trials: valLoss by epoch, epochs 1 to 20, /,
    );
  });

  it('stays small at 10,000 trials, and is empty without curves', () => {
    expect(curvesSvg(exampleView({ trials: 10_000, epochs: 5 }), styledPalette).length).toBeLessThan(300_000);
    const { curves: _, ...without } = view;
    expect(curvesSvg(without, styledPalette)).toBe('');
    expect(describeCurves(without)).toBe('No trial has reported an epoch yet.');
  });

  it('is data too', () => {
    const csv = curvesCsv({ ...curvesOf([[[1, 0.5]], [[1, Number.NaN]]]), metric: 'a,b' }, [0, 1]);
    expect(csv).toBe('trial,epoch,"a,b"\n0,1,0.5\n1,1,\n');
  });
});
