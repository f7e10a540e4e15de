import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import type { Runner } from '../../src/store/store.ts';
import type { Stage } from '../../src/study/search/stage.ts';
import { completed, exampleConfig, exampleStudy } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';

const here: Runner = { host: 'this-machine', processId: 41, processStart: '1234' };
const other: Runner = { host: 'this-machine', processId: 42, processStart: '5678' };

/** The contract of src/store/store.ts for studies and their runners. */
export function describeStudies(given: GivenStore): void {
  describe('studies', () => {
    it('gives a study back as it was written, with an id and the time', async () => {
      const written = exampleStudy('first');
      const study = await given.store.createStudy(written);
      expect(study).toStrictEqual({
        ...written,
        id: study.id,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
      expect(await given.store.findStudy('first')).toStrictEqual(study);
      expect(Math.abs(Date.parse(study.createdAt) - Date.now())).toBeLessThan(60_000);
    });

    it('finds the newest study when no name is given, and lists all from the oldest', async () => {
      expect(await given.store.findStudy(undefined)).toBeUndefined();
      expect(await given.store.studies()).toEqual([]);
      for (const each of ['b', 'a', 'c']) await given.store.createStudy(exampleStudy(each));
      expect((await given.store.findStudy(undefined))?.name).toBe('c');
      expect((await given.store.findStudy('a'))?.name).toBe('a');
      expect(await given.store.findStudy('d')).toBeUndefined();
      for (const study of await given.store.studies()) {
        expect(await given.store.findStudy(study.id)).toStrictEqual(study);
      }
      for (const id of [1e9, 1e12]) expect(await given.store.findStudy(id)).toBeUndefined();
      expect((await given.store.studies()).map((study) => study.name)).toEqual(['b', 'a', 'c']);
    });

    it('refuses a name that is taken and leaves the study of that name as it is', async () => {
      const first = await given.store.createStudy(exampleStudy('taken'));
      const second = given.store.createStudy({ ...exampleStudy('taken'), backend: 'cpu' });
      await expect(second).rejects.toThrow(new UsageError('a study named "taken" exists already'));
      expect(await given.store.studies()).toEqual([first]);
    });

    it('keeps how the rows were encoded, and no such thing of a study that has none', async () => {
      const column = { kind: 'number', name: 'größe', fill: 0.1 + 0.2, shift: -1e-9, scale: 3 } as const;
      const pipeline = {
        task: { kind: 'regression', target: 'qualité', mean: 1 / 3, std: 2 },
        inputShape: [1],
        preprocessing: { kind: 'table', columns: [column] },
        target: 'qualité',
      } as const;
      await given.store.createStudy({ ...exampleStudy('new'), pipeline });
      expect((await given.store.findStudy('new'))?.pipeline).toEqual(pipeline);
      await given.store.createStudy(exampleStudy('old'));
      expect(await given.store.findStudy('old')).not.toHaveProperty('pipeline');
    });

    it('keeps the baselines of a table, and none of a study that has none', async () => {
      const metrics = { valMae: 0.1 + 0.2, valR2: -1e-9 };
      const baselines = [
        { name: 'base rate', value: 0.1 + 0.2, metrics, parameters: 0 },
        { name: 'linear', value: 1e-9, metrics, parameters: 12 },
      ] as const;
      const { id } = await given.store.createStudy({ ...exampleStudy('new'), baselines });
      expect((await given.store.findStudy('new'))?.baselines).toEqual(baselines);
      await given.store.addTrials(id, [{ trial: 0, config: exampleConfig }]);
      expect((await given.store.trials(id)).map(({ trial }) => trial)).toEqual([0]);
      await given.store.createStudy(exampleStudy('old'));
      expect(await given.store.findStudy('old')).not.toHaveProperty('baselines');
    });

    it('changes what people score, and nothing else', async () => {
      const { store } = given;
      const study = await store.createStudy(exampleStudy('scored'));
      const scored = await store.setHumanBaseline(study.id, 0.9);
      expect(scored).toStrictEqual({ ...study, spec: { ...study.spec, humanBaseline: 0.9 } });
      expect(await store.findStudy('scored')).toStrictEqual(scored);
      const { humanBaseline: _, ...spec } = study.spec;
      expect(await store.setHumanBaseline(study.id, undefined)).toStrictEqual({ ...study, spec });
    });

    it('adds a stage after those that there are, and nothing else', async () => {
      const { store } = given;
      const study = await store.createStudy(exampleStudy('staged'));
      const stage = (name: 'overfit' | 'regularise', from: number): Stage => ({
        ...{ name, from, space: study.spec.space, enqueue: [exampleConfig] },
        changes: [
          {
            ...{ parameter: 'dropout', kind: 'fixed', reason: 'regularisers are off' },
            before: { type: 'uniform', min: 0, max: 0.5 },
            after: { type: 'fixed', value: 0 },
          },
        ],
      });
      await store.addStage(study.id, stage('overfit', 0));
      const staged = await store.addStage(study.id, stage('regularise', 4));
      const stages = [stage('overfit', 0), stage('regularise', 4)];
      const search = { ...study.spec.search, stages };
      expect(staged).toStrictEqual({ ...study, spec: { ...study.spec, search } });
      expect(await store.findStudy('staged')).toStrictEqual(staged);
    });

    it('records what a module has become, and nothing else', async () => {
      const { store } = given;
      const example = exampleStudy('edited');
      const model = { kind: 'module', module: './model.mjs', digest: 'old' } as const;
      const study = await store.createStudy({ ...example, spec: { ...example.spec, model } });
      const changed = await store.setModuleDigest(study.id, 'new');
      const spec = { ...study.spec, model: { ...model, digest: 'new' } };
      expect(changed).toStrictEqual({ ...study, spec });
      expect(await store.findStudy('edited')).toStrictEqual(changed);
    });

    it('shares no object with its callers', async () => {
      const study = await given.studyWith(1);
      Object.assign(study.spec, { name: 'spoilt' });
      expect((await given.store.findStudy(study.name))?.spec.name).toBe(study.name);
    });
  });

  describe('a lease', () => {
    const alive = () => true;
    const dead = () => false;

    it('goes to the first who asks, and the second is told who has it while that one lives', async () => {
      const { id } = await given.studyWith(0);
      expect(await given.store.lease(id, here, alive)).toBeUndefined();
      expect(await given.store.lease(id, other, alive)).toEqual(here);
      expect(await given.store.lease(id, here, alive)).toBeUndefined();
    });

    it('asks whether the recorded runner lives, of that runner alone', async () => {
      const { id } = await given.studyWith(0);
      const asked: Runner[] = [];
      const ask = (runner: Runner) => asked.push(runner) === 0;
      await given.store.lease(id, here, ask);
      expect(asked).toEqual([]);
      expect(await given.store.lease(id, other, ask)).toBeUndefined();
      expect(asked).toEqual([here]);
      expect(await given.store.lease(id, here, alive)).toEqual(other);
    });

    it('tells a process from an earlier one that had the same id', async () => {
      const { id } = await given.studyWith(0);
      await given.store.lease(id, here, alive);
      expect(await given.store.lease(id, { ...here, processStart: '9' }, alive)).toEqual(here);
    });

    it('puts the trials that a dead runner left running back to waiting, and refuses their late results', async () => {
      const study = await given.studyWith(3);
      await given.store.lease(study.id, here, alive);
      await given.run(study, 0, completed(1));
      const late = await given.claim(study, 1);
      expect(await given.store.lease(study.id, other, alive)).toEqual(here);
      expect((await given.store.trial(study.id, 1))?.state).toBe('running');

      expect(await given.store.lease(study.id, other, dead)).toBeUndefined();
      expect((await given.store.trials(study.id)).map(({ state }) => state)).toEqual([
        'complete',
        'waiting',
        'waiting',
      ]);
      expect(await given.store.record(late, completed(0), 5)).toBe(false);
      expect((await given.claim(study, 1)).attempt).toBe(late.attempt + 1);
      expect(await given.store.record(late, completed(0), 5)).toBe(false);
    });

    it('touches no other study', async () => {
      const [one, two] = [await given.studyWith(1), await given.studyWith(1, 'maximize')];
      await given.claim(two, 0);
      await given.store.lease(one.id, here, alive);
      expect((await given.store.trial(two.id, 0))?.state).toBe('running');
      expect(await given.store.lease(two.id, other, alive)).toBeUndefined();
    });

    it('is given up by who has it and by nobody else', async () => {
      const { id } = await given.studyWith(0);
      await given.store.lease(id, here, alive);
      await given.store.release(id, other);
      expect(await given.store.lease(id, other, alive)).toEqual(here);
      await given.store.release(id, here);
      expect(await given.store.lease(id, other, alive)).toBeUndefined();
    });

    it('is won by one of two that ask at once', async (context) => {
      const { id } = await given.studyWith(0);
      const second = await given.secondConnection(context);
      const answers = await Promise.all([given.store.lease(id, here, alive), second.lease(id, other, alive)]);
      expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    });
  });
}
