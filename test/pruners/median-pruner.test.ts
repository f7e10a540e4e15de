import { describe, expect, it } from 'vitest';
import { medianPruner } from '../../src/pruners/median-pruner.ts';
import { nonePruner } from '../../src/pruners/none-pruner.ts';

/** Judges from the first epoch and the first finished trial on. */
const eager = medianPruner({ startupTrials: 1, warmupEpochs: 0 });

/** Curves that stand at these values in every one of eight epochs. */
const flat = (...values: number[]) => values.map((value) => Array<number>(8).fill(value));

describe('the median pruner', () => {
  it('prunes what is worse than the middle of an odd number of trials, and spares what is equal', () => {
    const finished = flat(9, 1, 4);
    expect(eager.shouldPrune([4.001], finished, 'minimize')).toBe(true);
    expect(eager.shouldPrune([4], finished, 'minimize')).toBe(false);
    expect(eager.shouldPrune([3.999], finished, 'maximize')).toBe(true);
    expect(eager.shouldPrune([4], finished, 'maximize')).toBe(false);
  });

  it('takes the mean of the middle two of an even number', () => {
    const finished = flat(10, 1, 4, 2);
    expect(eager.shouldPrune([3.001], finished, 'minimize')).toBe(true);
    expect(eager.shouldPrune([3], finished, 'minimize')).toBe(false);
  });

  it('sorts by size and not by spelling', () => {
    expect(eager.shouldPrune([9.5], flat(10, 9, 100), 'minimize')).toBe(false);
  });

  it("compares the trial's best epoch so far with what the others had at this epoch", () => {
    const finished = [
      [5, 3, 1],
      [6, 4, 2],
      [7, 5, 3],
    ];
    expect(eager.shouldPrune([6], finished, 'minimize')).toBe(false);
    expect(eager.shouldPrune([6, 5], finished, 'minimize')).toBe(true);
    expect(eager.shouldPrune([3.5, 9], finished, 'minimize')).toBe(false);
    expect(eager.shouldPrune([3.5, 9, 9], finished, 'minimize')).toBe(true);
    expect(eager.shouldPrune([2, 9, 9], finished, 'minimize')).toBe(false);
  });

  it('leaves out the trials that ended before this epoch, and lets a trial go on that outlasts all', () => {
    const finished = [[1], [1], [1, 8], [1, 6]];
    expect(eager.shouldPrune([7.5, 6.9], finished, 'minimize')).toBe(false);
    expect(eager.shouldPrune([7.5, 7.1], finished, 'minimize')).toBe(true);
    expect(eager.shouldPrune([9, 9, 9], finished, 'minimize')).toBe(false);
  });

  it('judges nobody before five trials have finished', () => {
    const curve = [9, 9, 9, 9, 9, 9];
    expect(medianPruner().shouldPrune(curve, flat(1, 1, 1, 1), 'minimize')).toBe(false);
    expect(medianPruner().shouldPrune(curve, flat(1, 1, 1, 1, 1), 'minimize')).toBe(true);
  });

  it('judges nobody in the first five epochs', () => {
    const finished = flat(1, 1, 1, 1, 1);
    expect(medianPruner().shouldPrune([9, 9, 9, 9, 9], finished, 'minimize')).toBe(false);
    expect(medianPruner().shouldPrune([9, 9, 9, 9, 9, 9], finished, 'minimize')).toBe(true);
  });
});

it('the none pruner lets the worst of all trials go on', () => {
  expect(nonePruner.shouldPrune(Array(40).fill(1e9), flat(...Array(40).fill(0)), 'minimize')).toBe(false);
});
