import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import type { CopiedRows } from '../../src/store/copying-store.ts';
import type { Claim, Store, Study } from '../../src/store/store.ts';
import { exampleEnsemble } from '../store/example-ensemble.ts';
import { completed, exampleConfig, exampleStudy, failed } from '../store/example-study.ts';
import { type GivenStore, numbersTo } from './given-store.ts';
import { foldResult } from './store-folds.ts';
import { atRung } from './store-rungs.ts';

/** A study with a row in every table of its trials. */
export async function fullStudy(store: Store): Promise<Study> {
  const study = await store.createStudy(exampleStudy('full'));
  const { id } = study;
  await store.addTrials(
    id,
    numbersTo(7).map((trial) => ({ trial, config: exampleConfig })),
  );
  const claim = async (trial: number) => (await store.claim(id, trial)) as Claim;
  await store.record(
    await claim(0),
    { ...completed(0.5), optimizer: Uint8Array.of(1, 2), contributions: Float64Array.of(0.1) },
    9,
  );
  await store.record(await claim(1), completed(0.25), 9);
  await store.record(await claim(2), failed, 9);
  await store.record(await claim(3), atRung(0.75, 0), 9);
  await store.recordFold(await claim(4), 0, foldResult(0.5));
  await store.addDerived(id, { origin: 'continued', parent: 0, config: exampleConfig }, completed(0.125));
  await store.beginDerived(id, { origin: 'rerun', parent: 0, config: exampleConfig });
  await store.recordTraining(id, 0, { key: 'without dropout', value: -0.5 });
  await store.ask(id, { kind: 'prune', trial: 4 }, 'a test');
  await store.saveEnsemble(id, exampleEnsemble('second', [1, 0]), 'add');
  await store.saveEnsemble(id, exampleEnsemble('first', [0]), 'add');
  return study;
}

/** All rows of a study in the order in which they are copied, without the numbers that a database chooses. */
export async function rowsOf(store: Store, id: number): Promise<CopiedRows[]> {
  const all: CopiedRows[] = [];
  await store.copyStudy(id, async ({ table, rows }) => {
    all.push({
      table,
      rows: rows.map(({ id: _, study_id, ensemble_id, runner, lease, runner_seen_at, changed_at, ...row }) =>
        Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)])),
      ),
    });
  });
  return all;
}

/** Drivers and artifact stores return different subclasses of Uint8Array. */
function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? Uint8Array.from(value) : value;
}

/** The contract of src/store/store.ts for studies that are copied from store to store. */
export function describeCopies(given: GivenStore): void {
  describe('a copied study', () => {
    it('has the same rows in all tables, but for its name', async (context) => {
      const other = await given.secondConnection(context);
      const study = await fullStudy(given.store);
      const copy = await other.addCopy({ name: 'copy' }, (add) => given.store.copyStudy(study.id, add));
      expect(await other.findStudy('copy')).toEqual({
        ...study,
        id: copy,
        name: 'copy',
        spec: { ...study.spec, name: 'copy' },
      });
      const [[, ...rows], [, ...copied]] = [
        await rowsOf(given.store, study.id),
        await rowsOf(given.store, copy),
      ];
      expect(copied).toEqual(rows);
      expect(new Set(rows.map(({ table }) => table)).size).toBe(11);
    });

    it('waits where it ran, and has no derived trial that ran', async (context) => {
      const other = await given.secondConnection(context);
      const study = await fullStudy(given.store);
      const copy = await other.addCopy({ name: 'copy' }, (add) => given.store.copyStudy(study.id, add));
      expect(await given.store.counts(copy)).toMatchObject({ waiting: 3, running: 0, complete: 3 });
      expect((await given.store.trials(copy)).map(({ trial }) => trial)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(await given.store.fold(copy, 4, 0)).toEqual(foldResult(0.5));
      expect(await given.store.claim(copy, 4)).toMatchObject({ attempt: 2 });
      expect(await given.store.ensembles(copy)).toEqual(await given.store.ensembles(study.id));
    });

    it('is not there when its name is taken, or reading it failed', async (context) => {
      const other = await given.secondConnection(context);
      const study = await fullStudy(given.store);
      const copying = other.addCopy({ name: study.name }, (add) => given.store.copyStudy(study.id, add));
      await expect(copying).rejects.toThrow(UsageError);
      const failing = other.addCopy({ name: 'half' }, async (add) => {
        await given.store.copyStudy(study.id, async (copied) => {
          if (copied.table === 'weights') throw new Error('cut');
          await add(copied);
        });
      });
      await expect(failing).rejects.toThrow('cut');
      expect(await given.store.studies()).toEqual([study]);
    });
  });
}
