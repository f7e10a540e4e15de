import { describe, expect, it } from 'vitest';
import type { CurveColumns } from '../../../src/plots/columns/curve-columns.ts';
import { mergeCurves, replaceCurves } from '../../../src/plots/columns/merge-curves.ts';
import { markTied, mergeTrials } from '../../../src/plots/columns/merge-trials.ts';
import { missingInteger, type TrialColumns, trialFlags } from '../../../src/plots/columns/trial-columns.ts';
import { exampleView } from '../example-view.ts';

const { trials } = exampleView({ trials: 60 });

/** The trials at these places. */
function part(places: readonly number[]): TrialColumns {
  const pick = <T>(value: T): T =>
    ArrayBuffer.isView(value)
      ? ((value as unknown as Float64Array).filter((_, place) => places.includes(place)) as T)
      : (Object.fromEntries(
          Object.entries(value as object).map(([name, column]) => [name, pick(column)]),
        ) as T);
  return pick(trials);
}

describe('merging trials', () => {
  const all = [...trials.trial.keys()];

  it('adds new trials in the order of their numbers', () => {
    const odd = part(all.filter((place) => place % 2 === 1));
    const even = part(all.filter((place) => place % 2 === 0));
    expect(mergeTrials(odd, even)).toEqual(trials);
    expect(mergeTrials(part([]), trials)).toEqual(trials);
    expect(mergeTrials(trials, part([]))).toEqual(trials);
  });

  it('replaces trials that changed, and only those', () => {
    const changed = part([3, 7]);
    const better = { ...changed, value: Float64Array.of(0.5, Number.NaN), state: Uint8Array.of(2, 4) };
    const merged = mergeTrials(trials, better);
    expect(merged.value[3]).toBe(0.5);
    expect(merged.value[7]).toBeNaN();
    expect(merged.state[7]).toBe(4);
    expect(mergeTrials(merged, changed)).toEqual(trials);
  });

  it('knows columns that only one side has, and what the other lacks there', () => {
    const first = {
      ...part([0, 1]),
      metrics: { valLoss: Float64Array.of(1, 2) },
      parent: Uint32Array.of(9, 9),
    };
    const next = {
      ...part([2]),
      metrics: { valF1: Float64Array.of(3) },
      parent: Uint32Array.of(missingInteger),
    };
    const { metrics, parent } = mergeTrials(first, next);
    expect(metrics).toEqual({
      valLoss: Float64Array.of(1, 2, Number.NaN),
      valF1: Float64Array.of(Number.NaN, Number.NaN, 3),
    });
    expect([...parent]).toEqual([9, 9, missingInteger]);
  });

  it('marks the best group, and no other trial', () => {
    const flags = trials.flags.map((bits) => bits | trialFlags.hasWeights | trialFlags.isTied);
    const marked = markTied({ ...trials, flags }, [5, 8]);
    const tied = all.filter((place) => (marked.flags[place] as number) & trialFlags.isTied);
    expect(tied).toEqual([5, 8]);
    expect(all.every((place) => (marked.flags[place] as number) & trialFlags.hasWeights)).toBe(true);
  });
});

describe('merging curves', () => {
  const curves: CurveColumns = {
    metric: 'valLoss',
    trial: Uint32Array.of(1, 4),
    offset: Uint32Array.of(0, 3, 5),
    epoch: Float32Array.of(1, 2, 3, 1, 2),
    value: Float32Array.of(9, 8, 7, 6, 5),
  };

  it('appends epochs, replaces those that came again, and adds curves in the order of their trials', () => {
    const merged = mergeCurves(curves, [
      {
        trial: 4,
        epochs: [
          [2, 4],
          [3, null],
        ],
      },
      { trial: 2, epochs: [[1, 3]] },
    ]);
    expect(merged).toEqual({
      metric: 'valLoss',
      trial: Uint32Array.of(1, 2, 4),
      offset: Uint32Array.of(0, 3, 4, 7),
      epoch: Float32Array.of(1, 2, 3, 1, 1, 2, 3),
      value: Float32Array.of(9, 8, 7, 3, 6, 4, Number.NaN),
    });
  });

  it('begins anew when a trial does', () => {
    const { offset, value } = mergeCurves(curves, [{ trial: 1, epochs: [[1, 2]] }]);
    expect([...offset]).toEqual([0, 1, 3]);
    expect([...value]).toEqual([2, 6, 5]);
  });

  it('replaces whole curves by those that have changed, takes empty ones away, and is as new as those', () => {
    const changed: CurveColumns = {
      ...{ metric: 'valLoss', changedAt: 12 },
      trial: Uint32Array.of(1, 2, 3, 4),
      offset: Uint32Array.of(0, 0, 2, 2, 3),
      epoch: Float32Array.of(1, 2, 1),
      value: Float32Array.of(3, 2, 1),
    };
    expect(replaceCurves({ ...curves, changedAt: 7 }, changed)).toEqual({
      ...{ metric: 'valLoss', changedAt: 12 },
      trial: Uint32Array.of(2, 4),
      offset: Uint32Array.of(0, 2, 3),
      epoch: Float32Array.of(1, 2, 1),
      value: Float32Array.of(3, 2, 1),
    });
    const later = { ...changed, trial: Uint32Array.of(9), offset: Uint32Array.of(0, 0) };
    expect(replaceCurves(curves, later)).toEqual({ ...curves, changedAt: 12 });
  });
});
