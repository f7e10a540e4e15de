import { describe, expect, it } from 'vitest';
import { GivenStore, type OpenedStore } from './given-store.ts';
import { describeCopies } from './store-copies.ts';
import { describeDerived } from './store-derived.ts';
import { describeEnsembles } from './store-ensembles.ts';
import { describeFolds } from './store-folds.ts';
import { describeImports } from './store-imports.ts';
import { describeLive } from './store-live.ts';
import { describeMachines } from './store-machines.ts';
import { describeParcels } from './store-parcels.ts';
import { describePrunings } from './store-prunings.ts';
import { describeResults } from './store-results.ts';
import { describeRungs } from './store-rungs.ts';
import { describeSampled } from './store-sampled.ts';
import { describeStudies } from './store-studies.ts';
import { describeTrainings } from './store-trainings.ts';
import { describeTrials } from './store-trials.ts';

/** The contract of src/store/store.ts, for any implementation. */
export function describeStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(name, () => {
    const given = new GivenStore(open);
    describeStudies(given);
    describeTrials(given);
    describeSampled(given);
    describeResults(given);
    describeFolds(given);
    describePrunings(given);
    describeRungs(given);
    describeDerived(given);
    describeMachines(given);
    describeLive(given);
    describeTrainings(given);
    describeEnsembles(given);
    describeImports(given);
    describeCopies(given);
    describeParcels(given);

    it('closes, and closing again does nothing', async () => {
      await given.store.close();
      await expect(given.store.close()).resolves.toBeUndefined();
    });
  });
}
