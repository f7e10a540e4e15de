import type { JobQueue } from '../../src/queue/job-queue.ts';
import { openJobQueue } from '../../src/queue/open-job-queue.ts';
import { openStudy } from '../../src/runs/open-study.ts';
import { publishStudyData } from '../../src/runs/parcels/publish-study-data.ts';
import { thisRunner } from '../../src/runs/runner.ts';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { firstConfigurations } from '../../src/samplers/configuration.ts';
import { prepareSearch } from '../../src/search/prepare-study.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store, Study } from '../../src/store/store.ts';

/** Sends all trials of a study at once, and decides nothing: enough to test what a worker does. */
export class HandCoordinator {
  readonly store: Store;
  readonly study: Study;
  readonly queue: JobQueue;

  private constructor(store: Store, study: Study, queue: JobQueue) {
    this.store = store;
    this.study = study;
    this.queue = queue;
  }

  static async open(db: string, space: string): Promise<HandCoordinator> {
    const prepared = await prepareSearch({ space, db });
    const store = await openStore(db, 'create');
    const study = await openStudy(store, prepared.study, false);
    if (prepared.dataset !== null) await publishStudyData(store, study, { dataset: prepared.dataset });
    const { search } = study.spec;
    const configurations = firstConfigurations(samplerOf(search.sampler), study.spec, search.trials);
    await store.addTrials(
      study.id,
      configurations.map((config, trial) => ({ trial, config })),
    );
    const queue = await openJobQueue(db, { isSupervisor: true });
    await queue.open(study.id);
    const lease = await store.renew(study.id, thisRunner());
    if (lease === undefined) throw new Error('the lease is not held');
    for (const trial of configurations.keys()) {
      const job = { studyId: study.id, trial, draw: trial, lease, keep: 20 };
      await queue.send(job, 0, { heartbeatSeconds: 10 });
    }
    return new HandCoordinator(store, study, queue);
  }

  async close(): Promise<void> {
    await this.queue.close();
    await this.store.close();
  }
}
