import { askToStop, createStopFlag, type WorkerReport } from '../../pool/messages.ts';
import { runLanes } from '../../runs/lanes.ts';
import { LiveEpochs } from '../../runs/live-epochs.ts';
import { runUntilRecorded, type TrialRunContext } from '../../runs/run-claimed.ts';
import { trialStreams } from '../../runs/trial-streams.ts';
import type { ScheduledTrial } from '../schedules/schedule.ts';
import { type EndedRun, type Executor, isPromoted, type TrialWatch } from './executor.ts';

/**
 * Runs trials on the workers of this process: as many at once as its pool has. `mayBeUnsynced`: the records of quick
 * trials are synced beside the next trials.
 */
export function localExecutor(given: Omit<TrialRunContext, 'live'>, mayBeUnsynced = true): Executor {
  const { study, store, pool } = given;
  const context = { ...given, live: new LiveEpochs(store) };
  /** Whether each worker is free, so that `runs` of the store can tell them apart. */
  const isFree = Array.from({ length: pool.size }, () => true);
  let isUnsynced = false;
  let syncing: Promise<void> | undefined;
  return {
    dispatch: (next, signal, work) => runLanes(pool.size, next, signal, work),
    async run(next, watch) {
      const place = isFree.indexOf(true);
      isFree[place] = false;
      try {
        return await run(next, watch, `worker ${place + 1}`);
      } finally {
        isFree[place] = true;
      }
    },
    synced() {
      if (!isUnsynced) return syncing;
      isUnsynced = false;
      // One that fails stays: it may have lost the records of other trials, too, which ask later.
      const own = store.sync().then(() => {
        if (syncing === own) syncing = undefined;
      });
      syncing = own;
      return own;
    },
  };

  async function run(next: ScheduledTrial, watch: TrialWatch, worker: string): Promise<EndedRun> {
    const { trial, draw, origin, config, rung, parked, mayReturnState, lastKept } = next;
    const claim = await (isPromoted(next)
      ? store.promote(study.id, trial, worker)
      : store.claim(study.id, trial, worker));
    if (claim === undefined) return async () => undefined;
    const stop = createStopFlag();
    const onReport = (report: WorkerReport) => {
      if (report.kind === 'epoch' && watch.onEpoch(report.record, report.fold)) askToStop(stop);
    };
    watch.onStart(() => askToStop(stop));
    const { timeoutSeconds } = study.spec.training;
    const streams = trialStreams({ trial, draw, isEnqueued: origin === 'enqueued' });
    const states = { ...(parked && { parked }), ...(mayReturnState && { mayReturnState }) };
    const task = {
      config,
      stop,
      ...streams,
      ...(rung && { rung }),
      ...(lastKept && { lastKept }),
      ...states,
      mayBeUnsynced,
    };
    await runUntilRecorded(context, claim, task, {
      ...{ timeoutSeconds, onReport },
      onParked: (state) => watch.onParked(state),
      onTaskEnd: (end) => {
        if (end.kind === 'recorded' && end.isUnsynced) isUnsynced = true;
      },
    });
    return () => store.trial(study.id, trial);
  }
}
