import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import type { NewEnsemble } from '../../src/store/store.ts';
import { exampleEnsemble } from '../store/example-ensemble.ts';
import { completed } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';

/** The contract of src/store/store.ts for ensembles and their members' weights. */
export function describeEnsembles(given: GivenStore): void {
  /** A study whose first `count` trials are complete, trial n with value n, with stored weights. */
  async function studyOf(count: number) {
    const study = await given.studyWith(count + 3);
    for (let trial = 0; trial < count; trial++) await given.run(study, trial, completed(trial));
    const save = (ensemble: NewEnsemble, may: 'add' | 'replace' = 'add') =>
      given.store.saveEnsemble(study.id, ensemble, may);
    return { study, save };
  }

  describe('ensembles', () => {
    it('come back as they were saved, with the time, members in their order', async () => {
      const { study, save } = await studyOf(3);
      const written = exampleEnsemble('bäst “5”', [2, 0], [0.1 + 0.2, 0.7]);
      const saved = await save(written);
      const createdAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(saved).toStrictEqual({ ...written, createdAt });
      expect(await given.store.findEnsemble(study.id, written.name)).toStrictEqual(saved);
      expect(await given.store.ensembles(study.id)).toStrictEqual([saved]);
    });

    it('have no temperature where it is null', async () => {
      const { study, save } = await studyOf(1);
      await save({ ...exampleEnsemble('one', [0]), temperature: null });
      expect((await given.store.findEnsemble(study.id))?.temperature).toBeNull();
    });

    it('are found by name, or the newest, and listed from the oldest', async () => {
      const { study, save } = await studyOf(1);
      expect(await given.store.findEnsemble(study.id)).toBeUndefined();
      expect(await given.store.ensembles(study.id)).toEqual([]);
      for (const name of ['b', 'a', 'c']) await save(exampleEnsemble(name, [0]));
      expect((await given.store.findEnsemble(study.id))?.name).toBe('c');
      expect((await given.store.findEnsemble(study.id, 'a'))?.name).toBe('a');
      expect(await given.store.findEnsemble(study.id, 'd')).toBeUndefined();
      expect((await given.store.ensembles(study.id)).map(({ name }) => name)).toEqual(['b', 'a', 'c']);
    });

    it('of a name that is taken are refused, and the first stays as it is', async () => {
      const { study, save } = await studyOf(2);
      const first = await save(exampleEnsemble('taken', [0]));
      await expect(save(exampleEnsemble('taken', [1]))).rejects.toThrow(
        new UsageError("the study has an ensemble named 'taken' already"),
      );
      expect(await given.store.ensembles(study.id)).toEqual([first]);
    });

    it('take the place of the one of that name when they may, and are the newest then', async () => {
      const { study, save } = await studyOf(2);
      await save(exampleEnsemble('one', [0]), 'replace');
      await save(exampleEnsemble('two', [0]));
      await save(exampleEnsemble('one', [1]), 'replace');
      const all = await given.store.ensembles(study.id);
      expect(all.map(({ name, members }) => [name, members[0]?.trial])).toEqual([
        ['two', 0],
        ['one', 1],
      ]);
      expect((await given.store.findEnsemble(study.id))?.name).toBe('one');
    });

    it('of one study are not those of another, whatever their name', async () => {
      const { study, save } = await studyOf(1);
      const other = await given.studyWith(1, 'maximize');
      await given.run(other, 0, completed(1));
      await save(exampleEnsemble('same', [0]));
      expect(await given.store.findEnsemble(other.id)).toBeUndefined();
      await given.store.saveEnsemble(other.id, exampleEnsemble('same', [0]), 'add');
      expect(await given.store.ensembles(study.id)).toHaveLength(1);
    });

    it('share no object with their callers', async () => {
      const { study, save } = await studyOf(1);
      const written = exampleEnsemble('mine', [0]);
      Object.assign((await save(written)).members[0] ?? {}, { weight: 9 });
      expect((await given.store.findEnsemble(study.id))?.members).toEqual(written.members);
    });
  });

  describe('the weights of members', () => {
    it('are kept when better trials push their own out, and no others', async () => {
      const study = await given.studyWith(6);
      for (const trial of [5, 4, 3]) await given.run(study, trial, completed(trial), 2);
      expect(await given.store.trialsWithWeights(study.id)).toEqual([3, 4]);
      await given.store.saveEnsemble(study.id, exampleEnsemble('kept', [4]), 'add');
      for (const trial of [2, 1, 0]) await given.run(study, trial, completed(trial), 2);
      expect(await given.store.trialsWithWeights(study.id)).toEqual([0, 1, 4]);
      expect(await given.kept(study, 6)).toEqual([0, 1, 4]);
    });

    it('are kept for as long as one ensemble needs them', async () => {
      const study = await given.studyWith(4);
      for (const trial of [3, 2]) await given.run(study, trial, completed(trial), 2);
      for (const name of ['one', 'two'])
        await given.store.saveEnsemble(study.id, exampleEnsemble(name, [3]), 'add');
      await given.store.saveEnsemble(study.id, exampleEnsemble('one', [2]), 'replace');
      await given.run(study, 1, completed(1), 1);
      expect(await given.store.trialsWithWeights(study.id)).toEqual([1, 2, 3]);
      await given.store.saveEnsemble(study.id, exampleEnsemble('two', [2]), 'replace');
      await given.run(study, 0, completed(0), 1);
      expect(await given.store.trialsWithWeights(study.id)).toEqual([0, 2]);
    });

    it('of another study’s ensemble do not count', async () => {
      const { save } = await studyOf(2);
      await save(exampleEnsemble('other', [1]));
      const study = await given.studyWith(2, 'maximize');
      await given.run(study, 1, completed(1), 1);
      await given.run(study, 0, completed(2), 1);
      expect(await given.store.trialsWithWeights(study.id)).toEqual([0]);
    });

    it('must be there: an ensemble of others is refused, each named, and nothing is written', async () => {
      const { study, save } = await studyOf(2);
      await save(exampleEnsemble('before', [0]));
      const saving = save(exampleEnsemble('before', [0, 3, 1, 9]), 'replace');
      await expect(saving).rejects.toThrow(UsageError);
      await expect(saving).rejects.toThrow(/trial 3, 9$/);
      expect((await given.store.ensembles(study.id)).map(({ members }) => members.length)).toEqual([1]);
    });
  });
}
