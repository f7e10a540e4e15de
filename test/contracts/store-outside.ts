import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/files/chunk-cache/chunked-file.ts';
import type { CopiedRows } from '../../src/store/copying-store.ts';
import { DatabaseError } from '../../src/store/database-error.ts';
import { keepAll, type Study } from '../../src/store/store.ts';
import type { TrialResult } from '../../src/store/trial-result.ts';
import { completed, pruned } from '../store/example-study.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { GivenStore, type OpenedStore } from './given-store.ts';
import { foldResult } from './store-folds.ts';

const megabyte = 2 ** 20;

/** A megabyte and a byte that differs from trial to trial. */
function large(content: number) {
  return new Uint8Array(megabyte + 1).fill(content);
}

/** A digest: comparing a million elements takes seconds. */
const digest = (bytes: Uint8Array | undefined) => bytes && hashOf(bytes);

function completedLarge(value: number): TrialResult {
  return { ...completed(value, large(value)), optimizer: large(value + 100) };
}

function parkedLarge(value: number, rung: number): TrialResult {
  return { ...pruned(value), rung: { rung, epochs: 3 ** rung, parked: large(10 * value + rung) } };
}

/** The contract of src/store/store.ts for bytes that are outside the database. */
export function describeOutside(name: string, open: () => Promise<OpenedStore>): void {
  describe(`large bytes of a study with a place for them: ${name}`, () => {
    const given = new GivenStore(open);
    let folder: string;
    const newPlace = () => {
      const place = join(temporaryFolder(), 'place');
      mkdirSync(place);
      return place;
    };
    const studyWith = async (trials: number): Promise<Study> => {
      folder = newPlace();
      const study = await given.studyWith(trials);
      await given.store.setArtifacts(study.id, folder);
      return study;
    };
    const objects = () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name.replace(/-[0-9a-f]{64}-[0-9a-f]{8}$/, ''))
        .sort();
    const listed = async ({ id }: Study) =>
      (await given.store.artifacts(id)).map(({ trial, part, isDropped }) => ({ trial, part, isDropped }));
    const theObject = () => {
      const [name = ''] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) =>
        each.includes('/'),
      );
      return join(folder, name);
    };

    it('are there, come back, and are found by other connections', async (context) => {
      const study = await studyWith(2);
      const second = await given.secondConnection(context);
      await given.run(study, 0, completedLarge(1));
      await given.run(study, 1, completed(2));
      expect(objects()).toEqual(['optimizer', 'weights']);
      expect(await given.store.artifactsPlace(study.id)).toBe(folder);
      for (const store of [given.store, second]) {
        expect(digest(await store.weights(study.id, 0))).toBe(digest(large(1)));
        expect(digest(await store.optimizerState(study.id, 0))).toBe(digest(large(101)));
        expect(await store.weights(study.id, 1)).toEqual(Uint8Array.of(1, 2, 3));
        expect(await store.trialsWithWeights(study.id)).toEqual([0, 1]);
      }
      const ofDerived = { origin: 'continued', parent: 0, config: {} } as const;
      const derived = await second.addDerived(study.id, ofDerived, completedLarge(3));
      expect(digest(await given.store.weights(study.id, derived))).toBe(digest(large(3)));
    });

    it('stay in the database of a study without a place', async () => {
      const study = await given.studyWith(1);
      await given.run(study, 0, completedLarge(1));
      expect(await given.store.artifacts(study.id)).toEqual([]);
      expect(digest(await given.store.weights(study.id, 0))).toBe(digest(large(1)));
      expect(await given.store.artifactsPlace(study.id)).toBeUndefined();
    });

    it('are deleted with the weights that are forgotten, and never written when they are not kept', async () => {
      const study = await studyWith(4);
      for (const trial of [0, 1, 2]) await given.run(study, trial, completedLarge(3 - trial), 2);
      expect(await given.kept(study, 4)).toEqual([1, 2]);
      const before = readdirSync(folder, { recursive: true });
      await given.run(study, 3, completedLarge(9), 2);
      expect(await given.kept(study, 4)).toEqual([1, 2]);
      expect(readdirSync(folder, { recursive: true })).toEqual(before);
      await given.store.settle(study.id, { cuts: [{ trial: 1, ...pruned(1) }] });
      expect(objects()).toEqual(['optimizer', 'weights']);
      await given.store.settle(study.id, { cuts: [], best: { keep: 1, below: 0 } });
      expect(objects()).toEqual(['optimizer', 'weights']);
      await given.store.settle(study.id, { cuts: [], best: { keep: 1, below: 4 } });
      expect(await listed(study)).toEqual([
        { trial: 2, part: 'optimizer', isDropped: false },
        { trial: 2, part: 'weights', isDropped: false },
      ]);
    });

    it('of a parked trial are replaced at its next rung, and deleted at its end', async () => {
      const study = await studyWith(1);
      await given.run(study, 0, parkedLarge(1, 0));
      expect(digest((await given.store.parked(study.id, 0))?.state)).toBe(digest(large(10)));
      const again = await given.store.promote(study.id, 0);
      await given.store.record(again ?? expect.fail(), parkedLarge(1, 1), keepAll);
      const { state, seconds } = (await given.store.parked(study.id, 0)) ?? {};
      expect([digest(state), seconds]).toEqual([digest(large(11)), 3.25]);
      expect(objects()).toEqual(['parked']);
      const last = await given.store.promote(study.id, 0);
      await given.store.record(last ?? expect.fail(), completed(1), keepAll);
      expect(objects()).toEqual([]);
      expect(await listed(study)).toEqual([]);
    });

    it('of a parked trial are deleted when its state is dropped', async () => {
      const study = await studyWith(2);
      for (const trial of [0, 1]) await given.run(study, trial, parkedLarge(trial, 0));
      await given.store.dropParked(study.id, [0]);
      expect(await given.store.parked(study.id, 0)).toBeUndefined();
      expect(digest((await given.store.parked(study.id, 1))?.state)).toBe(digest(large(10)));
      await given.store.setModuleDigest(study.id, 'another');
      expect(objects()).toEqual([]);
    });

    it('of folds last until their trial ends', async () => {
      const study = await studyWith(1);
      const claim = await given.claim(study, 0);
      const fold = { ...foldResult(1), weights: large(1), optimizer: large(2) };
      await given.store.recordFold(claim, 0, fold);
      await given.store.recordFold(claim, 1, foldResult(3));
      const { weights, optimizer, ...rest } = (await given.store.fold(study.id, 0, 0)) ?? expect.fail();
      expect([weights, optimizer].map(digest)).toEqual([fold.weights, fold.optimizer].map(digest));
      expect({ ...rest, ...foldResult(1) }).toStrictEqual(foldResult(1));
      expect(await given.store.fold(study.id, 0, 1)).toStrictEqual(foldResult(3));
      expect(objects()).toEqual(['fold-0-optimizer', 'fold-0-weights']);
      await given.store.record(claim, completedLarge(1), keepAll);
      expect(objects()).toEqual(['optimizer', 'weights']);
    });

    it('of a superseded attempt are deleted at once', async () => {
      const study = await studyWith(1);
      const stale = await given.claim(study, 0);
      await given.store.unclaim(stale);
      await given.run(study, 0, completedLarge(1));
      expect(await given.store.record(stale, completedLarge(2), keepAll)).toBe(false);
      expect(await given.store.recordFold(stale, 0, { ...foldResult(1), weights: large(5) })).toBe(false);
      expect(objects()).toEqual(['optimizer', 'weights']);
      expect(digest(await given.store.weights(study.id, 0))).toBe(digest(large(1)));
    });

    it('are copied into the database of another store, whose study refers to none of them', async () => {
      const study = await studyWith(3);
      await given.run(study, 0, completedLarge(1));
      await given.run(study, 1, parkedLarge(2, 0));
      const claim = await given.claim(study, 2);
      await given.store.recordFold(claim, 0, { ...foldResult(3), weights: large(3) });
      const rows: CopiedRows[] = [];
      await given.store.copyStudy(study.id, async (copied) => void rows.push(copied));
      const copy = await given.store.addCopy({ name: 'copy' }, async (add) => {
        for (const copied of rows) await add(copied);
      });
      rmSync(folder, { recursive: true });
      expect(await given.store.artifactsPlace(copy)).toBeUndefined();
      const bytes = [
        await given.store.weights(copy, 0),
        await given.store.optimizerState(copy, 0),
        (await given.store.parked(copy, 1))?.state,
        (await given.store.fold(copy, 2, 0))?.weights,
        (await given.store.fold(copy, 2, 0))?.optimizer,
      ];
      const expected = [large(1), large(101), large(20), large(3), foldResult(3).optimizer];
      expect(bytes.map(digest)).toEqual(expected.map(digest));
    });

    it('that are missing or damaged are named, and nothing else is returned in their place', async () => {
      const study = await studyWith(1);
      await given.run(study, 0, completed(1, large(1)));
      const object = theObject();
      const bytes = readFileSync(object);
      writeFileSync(object, bytes.fill(3, 7, 8));
      const damaged = given.store.weights(study.id, 0);
      await expect(damaged).rejects.toThrow(DatabaseError);
      await expect(damaged).rejects.toThrow(`${object} is damaged`);
      rmSync(object);
      await expect(given.store.weights(study.id, 0)).rejects.toThrow(
        `${object} is missing: the weights of trial 0`,
      );
    });

    it('cannot be recorded where the place is gone, and the trial can be recorded later', async () => {
      const study = await studyWith(1);
      rmSync(folder, { recursive: true });
      const claim = await given.claim(study, 0);
      const recorded = given.store.record(claim, completedLarge(1), keepAll);
      await expect(recorded).rejects.toThrow(DatabaseError);
      await expect(recorded).rejects.toThrow(`there is no folder ${folder}`);
      folder = temporaryFolder();
      await given.store.setArtifacts(study.id, folder);
      expect(await given.store.record(claim, completedLarge(1), keepAll)).toBe(true);
      expect(digest(await given.store.weights(study.id, 0))).toBe(digest(large(1)));
    });

    it('stay where they are when the study takes another place, and are deleted there', async () => {
      const study = await studyWith(2);
      const first = folder;
      await given.run(study, 0, completedLarge(2), 1);
      folder = temporaryFolder();
      await given.store.setArtifacts(study.id, folder);
      expect(digest(await given.store.weights(study.id, 0))).toBe(digest(large(2)));
      await given.run(study, 1, completedLarge(1), 1);
      expect(objects()).toEqual(['optimizer', 'weights']);
      folder = first;
      expect(objects()).toEqual([]);
      expect(existsSync(first)).toBe(true);
    });
  });
}
