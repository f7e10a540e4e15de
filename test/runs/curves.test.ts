import { describe, expect, it } from 'vitest';
import type { Pruner } from '../../src/pruners/pruner.ts';
import { createCurves } from '../../src/runs/curves.ts';
import type { Store, Study } from '../../src/store/store.ts';
import type { TrialResult } from '../../src/store/trial-result.ts';
import type { Trial } from '../../src/study/trial.ts';
import { givenStudy, resultOf } from '../search/given-study.ts';
import { failed, pruned } from '../store/example-study.ts';

type Seen = Parameters<Pruner['shouldPrune']>;

/** Remembers what it is asked, and prunes what is above ten. */
function watchingPruner(): Pruner & { seen: Seen[] } {
  const seen: Seen[] = [];
  return {
    name: 'watching',
    seen,
    shouldPrune(...question) {
      seen.push(structuredClone(question) as Seen);
      return (question[0].at(-1) ?? 0) > 10;
    },
  };
}

const epochOf = (epoch: number, valMae: number) => ({ epoch, metrics: { loss: 1, valMae } });

async function end(store: Store, study: Study, number: number, result: TrialResult): Promise<Trial> {
  const claim = await store.claim(study.id, number);
  if (claim !== undefined) await store.record(claim, result, 20);
  const trial = await store.trial(study.id, number);
  if (trial === undefined) throw new Error(`there is no trial ${number}`);
  return trial;
}

describe('the curves of a search', () => {
  it('give the pruner the course of the objective so far, and give back its verdict', async () => {
    const { store, study } = await givenStudy(2);
    const pruner = watchingPruner();
    const curves = await createCurves(store, study, pruner);
    const verdicts = [
      curves.shouldPrune(0, epochOf(1, 8)),
      curves.shouldPrune(1, epochOf(1, 11)),
      curves.shouldPrune(0, epochOf(2, 7)),
    ];
    expect(verdicts).toEqual([false, true, false]);
    expect(pruner.seen).toEqual([
      [[8], [], 'minimize'],
      [[11], [], 'minimize'],
      [[8, 7], [], 'minimize'],
    ]);
  });

  it('compare against complete trials alone, in the order of their numbers', async () => {
    const { store, study } = await givenStudy(5);
    const pruner = watchingPruner();
    const curves = await createCurves(store, study, pruner);
    await curves.end(await end(store, study, 3, resultOf(5, 4, 3)));
    await curves.end(await end(store, study, 1, resultOf(9)));
    await curves.end(await end(store, study, 0, failed));
    await curves.end(await end(store, study, 2, pruned(1)));
    curves.shouldPrune(4, epochOf(1, 6));
    expect(pruner.seen).toEqual([[[6], [[9], [5, 4, 3]], 'minimize']]);
  });

  it('of a search that goes on begin as those of one that was never stopped', async () => {
    const { store, study } = await givenStudy(4);
    const [one, two] = [watchingPruner(), watchingPruner()];
    const undisturbed = await createCurves(store, study, one);
    // The reports of its last epoch came too late; the record has it.
    undisturbed.shouldPrune(0, epochOf(1, 5));
    await undisturbed.end(await end(store, study, 0, resultOf(5, 4)));
    await undisturbed.end(await end(store, study, 1, failed));
    const resumed = await createCurves(store, study, two);
    for (const curves of [undisturbed, resumed]) curves.shouldPrune(2, epochOf(1, 6));
    expect(two.seen).toEqual([[[6], [[5, 4]], 'minimize']]);
    expect(one.seen.at(-1)).toEqual(two.seen[0]);
  });

  describe('of folds', () => {
    const curve = (...course: (number | null)[][]) =>
      course.map((folds, epoch) => ({
        epoch,
        metrics: { valMae: 99 },
        folds: folds.map((valMae) => (valMae === null ? null : { valMae })),
      }));
    const ended = curve([9, 9], [4, 6], [2, 8], [null, 1]);

    it('are means over the folds so far, beside those of as many folds of others', async () => {
      const { store, study } = await givenStudy(3);
      const pruner = watchingPruner();
      const curves = await createCurves(store, study, pruner);
      await curves.end(await end(store, study, 0, { ...resultOf(1), history: ended }));
      for (const [fold, epoch, value] of [
        [0, 1, 5],
        [0, 2, 3],
        [0, 3, 7],
        [1, 1, 1],
        [1, 2, 5],
        [1, 3, 1],
        [1, 4, 2],
      ] as const) {
        curves.shouldPrune(1, epochOf(epoch, value), fold);
      }
      expect(pruner.seen.map(([own]) => own)).toEqual([
        [5],
        [5, 3],
        [5, 3, 7],
        [3],
        [3, 4],
        [3, 4, 4],
        // The first fold has ended, and keeps its best.
        [3, 4, 4, 2.5],
      ]);
      expect(pruner.seen[0]?.[1]).toEqual([[4, 2]]);
      expect(pruner.seen[3]?.[1]).toEqual([[5, 5, 1.5]]);
    });

    it('begin as those of a search that was never stopped', async () => {
      const { store, study } = await givenStudy(2);
      await end(store, study, 0, { ...resultOf(1), history: ended });
      const pruner = watchingPruner();
      const curves = await createCurves(store, study, pruner);
      curves.shouldPrune(1, epochOf(1, 6), 0);
      curves.shouldPrune(1, epochOf(1, 4), 1);
      expect(pruner.seen.map(([own, others]) => [own, others])).toEqual([
        [[6], [[4, 2]]],
        [[5], [[5, 5, 1.5]]],
      ]);
    });
  });

  it('forget a trial that has ended: its next attempt begins anew', async () => {
    const { store, study } = await givenStudy(1);
    const pruner = watchingPruner();
    const curves = await createCurves(store, study, pruner);
    curves.shouldPrune(0, epochOf(1, 9));
    await curves.end(await end(store, study, 0, failed));
    curves.shouldPrune(0, epochOf(1, 3));
    expect(pruner.seen.at(-1)?.[0]).toEqual([3]);
  });

  it('ask nothing and read nothing for the pruner that never prunes', async () => {
    const { store, study } = await givenStudy(2);
    const pruner = { ...watchingPruner(), name: 'none' };
    const trial = await end(store, study, 0, resultOf(5));
    const curves = await createCurves(store, study, pruner);
    await curves.end(trial);
    expect(curves.shouldPrune(1, epochOf(1, 99))).toBe(false);
    expect(pruner.seen).toEqual([]);
  });
});
