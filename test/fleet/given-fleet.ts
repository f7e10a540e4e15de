import { afterEach } from 'vitest';
import { runFleetWorker } from '../../src/fleet/fleet-worker.ts';
import type { FleetEvents, FleetWorkerInput } from '../../src/fleet/fleet-worker-input.ts';
import type { OpenedStudy, RefusedStudy } from '../../src/fleet/open-study.ts';
import type { TrialPool } from '../../src/pool/pool.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import { recordingIn, type Script, scriptedPool } from '../search/scripted-pool.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';
import { type MemoryQueue, memoryQueue } from './memory-queue.ts';

const runner = { host: 'here', processId: 7, processStart: '1' };

export interface StartedWorker {
  /** Resolves when the worker has left. */
  readonly ended: Promise<void>;
  leave(): void;
  /** Its actions, such as "record 1/3". */
  readonly log: string[];
  readonly pools: TrialPool[];
}

/** A store in memory with studies whose jobs are sent, and workers without threads. */
export class GivenFleet {
  readonly queue: MemoryQueue = memoryQueue();
  store: Store = undefined as unknown as Store;
  readonly #leave: (() => Promise<void>)[] = [];

  constructor() {
    afterEach(async () => {
      for (const leave of this.#leave) await leave();
      await this.store.close();
    });
  }

  static async open(): Promise<GivenFleet> {
    const fleet = new GivenFleet();
    fleet.store = await openSqliteStore(':memory:');
    return fleet;
  }

  /** A leased study whose trials 0 … count − 1 wait and are sent. */
  async study(name: string, count: number): Promise<Study> {
    const study = await this.store.createStudy(exampleStudy(name));
    const trials = Array.from({ length: count }, (_, trial) => ({ trial, config: exampleConfig }));
    await this.store.addTrials(study.id, trials);
    await this.store.lease(study.id, runner, () => true);
    for (const { trial } of trials) await this.send(study, trial);
    return study;
  }

  async send({ id: studyId }: Study, trial: number): Promise<void> {
    const lease = await this.store.renew(studyId, runner);
    if (lease === undefined) throw new Error('the lease is not held');
    const job = { studyId, trial, draw: trial, lease, keep: 5 };
    await this.queue.send(job, 0, { heartbeatSeconds: 10 });
  }

  /** Starts a worker, whose trials follow the script; it leaves at the end of the test at the latest. */
  start(
    script: Script = recordingIn(this.store),
    changes: Partial<Omit<FleetWorkerInput, 'events' | 'signal'>> & {
      readonly slots?: number;
      readonly log?: string[];
    } = {},
  ): StartedWorker {
    const { slots = 2, log = [], ...rest } = changes;
    const leaving = new AbortController();
    const pools: TrialPool[] = [];
    const openHere = async (study: Study): Promise<OpenedStudy | RefusedStudy> => {
      const pool = scriptedPool(slots, script);
      pools.push(pool);
      return { study, dataset: null, pool };
    };
    const worker = {
      ...{ id: 'one', host: 'here', processId: 7, slots, heartbeatSeconds: 10 },
      software: {},
    };
    const ended = runFleetWorker({
      ...{ store: this.store, queue: this.queue, worker, openHere, ...rest },
      signal: leaving.signal,
      events: logging(log),
    });
    const leave = () => leaving.abort();
    this.#leave.push(async () => {
      leave();
      await ended.catch(() => undefined);
    });
    return { ended, leave, log, pools };
  }
}

function logging(log: string[]): FleetEvents {
  return {
    onOpen: ({ id }) => void log.push(`open ${id}`),
    onRefuse: ({ study, reason }) => void log.push(`refuse ${study.id}: ${reason}`),
    onStart: ({ id }, trial) => void log.push(`start ${id}/${trial}`),
    onEpoch: ({ id }, trial, epoch) => void log.push(`epoch ${id}/${trial} ${epoch}`),
    onRecord: ({ id }, { trial, state }) => void log.push(`record ${id}/${trial} ${state}`),
    onDrop: ({ id }, trial, why) => void log.push(`${why} ${id}/${trial}`),
    onError: (error) => void log.push(`error ${error}`),
  };
}
