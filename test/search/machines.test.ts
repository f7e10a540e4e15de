import { setMaxListeners } from 'node:events';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openJobQueue } from '../../src/queue/open-job-queue.ts';
import { thisRunner } from '../../src/runs/runner.ts';
import { askedTrials } from '../../src/search/asked-trials.ts';
import { RemoteExecutor } from '../../src/search/executors/remote-executor.ts';
import { takeOver } from '../../src/search/executors/take-over.ts';
import { curveSchedule } from '../../src/search/schedules/curve-schedule.ts';
import { rungSchedule } from '../../src/search/schedules/rung-schedule.ts';
import { plainSchedule } from '../../src/search/schedules/schedule.ts';
import { waitingTrials } from '../../src/search/schedules/trial-queue.ts';
import { runSearch } from '../../src/search/search.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import type { Trial } from '../../src/study/trial.ts';
import { describeOnPostgres } from '../postgres/shared.ts';
import { climbing } from '../samplers/climbing-sampler.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';
import { createRule, trainingIn as curveTraining } from './curve-training.ts';
import { runFakeWorker, type Step } from './fake-worker.ts';
import { searchOf } from './given-search.ts';
import { givenStudy, resultOf } from './given-study.ts';
import { halving, trainingIn as rungTraining } from './rung-training.ts';
import { type Script, scriptedPool } from './scripted-pool.ts';

const kinds = ['random', 'learning', 'rungs', 'learning with rungs', 'curves'] as const;
type Kind = (typeof kinds)[number];

const count = 30;
const steps: readonly Step[] = ['fetched', 'claimed', 'trained', 'released'];

interface Given {
  readonly store: Store;
  readonly study: Study;
}

/** The schedule of a search, as `runStudy` opens it. */
async function schedule(kind: Kind, given: Given, orphans: readonly Trial[] = []) {
  const scheduled = await scheduleOf(kind, given);
  const asking = { ...given, sampler: climbing, spec: given.study.spec, count, orphans };
  const queue = kind.includes('learning')
    ? await askedTrials(asking)
    : waitingTrials(given.store, given.study, () => count, orphans);
  return scheduled(queue);
}

async function scheduleOf(kind: Kind, given: Given) {
  if (kind === 'curves') return curveSchedule({ ...given, dataset: null, createRule, keep: 3 });
  return kind.includes('rungs') ? rungSchedule({ ...given, halving, count }) : plainSchedule;
}

/** Does with a task as a worker of the kind does. */
function scriptOf(kind: Kind, store: Store): Script {
  if (kind.includes('rungs')) return rungTraining(store, kind);
  if (kind === 'curves') return curveTraining(store, kind);
  return async (task) => {
    const result = resultOf(randomFor('value', JSON.stringify(task.config)).next());
    const isCurrent = await store.record(task, result, 3);
    return isCurrent ? { kind: 'recorded', outcome: result.outcome } : { kind: 'superseded' };
  };
}

/** All that a search leaves, apart from what a trial lacks that failed before it was cut back. */
async function tableOf({ store, study }: Given) {
  const trials = (await store.trials(study.id)).map(({ parameters: _, seconds: __, ...trial }) => trial);
  return { trials, rungs: await store.rungs(study.id), kept: await store.trialsWithWeights(study.id) };
}

const tables = new Map<Kind, ReturnType<typeof tableOf>>();

/** The table of one worker on SQLite, made once. */
async function tableAlone(kind: Kind) {
  const make = async () => {
    const given = await givenStudy(kind.includes('learning') ? 0 : count);
    const pool = scriptedPool(1, scriptOf(kind, given.store));
    await searchOf(given, pool, { schedule: await schedule(kind, given) }).run();
    return tableOf(given);
  };
  const known = tables.get(kind) ?? make();
  tables.set(kind, known);
  return known;
}

await describeOnPostgres('a search on several machines', (server) => {
  let url: string;
  let given: Given;
  beforeEach(async () => {
    url = await server.createDatabase();
  });

  const openStudy = async (kind: Kind) => {
    const store = await openStore(url, 'create');
    onTestFinished(() => store.close());
    const study = await store.createStudy(exampleStudy('wine'));
    const trials = Array.from({ length: kind.includes('learning') ? 0 : count }, (_, trial) => ({
      ...{ trial, config: { ...exampleConfig, units: trial } },
    }));
    await store.addTrials(study.id, trials);
    given = { store, study };
  };

  /** Coordinates the study until it ends, or until it is killed after that many results, which leaves all as it is. */
  const coordinate = async (kind: Kind, results = Number.POSITIVE_INFINITY) => {
    const { store, study } = given;
    await store.lease(study.id, thisRunner(), () => false);
    const lease = (await store.renew(study.id, thisRunner())) ?? 0;
    const queue = await openJobQueue(url, { isSupervisor: true });
    const { signal } = new AbortController();
    const taken = await takeOver({ ...given, queue }, (orphans) => schedule(kind, given, orphans));
    const orphans = new Set(taken.orphans.map(({ trial }) => trial));
    const onWorkers = () => undefined;
    const executor = new RemoteExecutor({ ...given, queue, lease, keep: 3, orphans, signal, onWorkers });
    let left = results;
    const onEnd = () => {
      if (--left === 0) executor.fail(new Error('killed'));
    };
    const events = { onStart() {}, onEpoch() {}, onEnd };
    const ended = await runSearch({ executor, schedule: taken.opened, signal, events }).then(
      ...([() => true, () => false] as const),
    );
    await executor.close();
    await queue.close();
    return ended;
  };

  /** Workers, each of which is replaced when it dies; the heartbeat of a dead one is over at once. */
  const openWorkers = (kind: Kind, size: number, kills: number) => {
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const random = randomFor('deaths', kind, size);
    let left = kills;
    const dies = (step: Step) => {
      if (left === 0 || random.below(6) > 0 || steps[random.below(steps.length)] !== step) return false;
      left -= 1;
      return true;
    };
    const lane = async (name: number) => {
      const store = await openStore(url, 'existing', { isPatient: true });
      const queue = await openJobQueue(url);
      for (let life = 0; !stop.signal.aborted; life++) {
        const id = `${name} ${life}`;
        await runFakeWorker({
          ...{ id, store, queue, studyId: given.study.id, script: scriptOf(kind, store), dies },
          stop: stop.signal,
        });
        const late = `update hpsearch_jobs.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`;
        if (size === 1) await server.query(late, { database: url });
      }
      await queue.close();
      await store.close();
    };
    const lanes = Array.from({ length: size }, (_, name) => lane(name));
    return async () => {
      stop.abort();
      await Promise.all(lanes);
      return kills - left;
    };
  };

  describe.each(kinds)('with trials of kind %s', (kind) => {
    it.each([3, 16])('leaves the table of one worker on SQLite with %d machines', async (size) => {
      await openStudy(kind);
      const close = openWorkers(kind, size, 0);
      expect(await coordinate(kind)).toBe(true);
      await close();
      expect(await tableOf(given)).toEqual(await tableAlone(kind));
    });

    it('leaves it too when workers are killed at each step', async () => {
      await openStudy(kind);
      const close = openWorkers(kind, 1, 4);
      expect(await coordinate(kind)).toBe(true);
      expect(await close()).toBe(4);
      expect(await tableOf(given)).toEqual(await tableAlone(kind));
    });

    it('leaves it too when the coordinator is killed, and another takes over from workers that train on', async () => {
      await openStudy(kind);
      const close = openWorkers(kind, 3, 0);
      for (const results of [3, 7]) expect(await coordinate(kind, results)).toBe(false);
      expect(await coordinate(kind)).toBe(true);
      await close();
      expect(await tableOf(given)).toEqual(await tableAlone(kind));
    });
  });
});
