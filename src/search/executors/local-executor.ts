import { askToStop, createStopFlag, type WorkerReport } from '../../pool/messages.ts';
import { runLanes } from '../../runs/lanes.ts';
import { runClaimed, type TrialRunContext } from '../../runs/run-claimed.ts';
import { type Executor, isPromoted } from './executor.ts';

/** Runs trials on the workers of this process: as many at once as its pool has. */
export function localExecutor(context: TrialRunContext): Executor {
  const { study, store, pool } = context;
  return {
    dispatch: (next, signal, work) => runLanes(pool.size, next, signal, work),
    async run(next, watch) {
      const { trial, draw, config, rung, parked, mayReturnState } = next;
      const claim = await (isPromoted(next) ? store.promote(study.id, trial) : store.claim(study.id, trial));
      if (claim === undefined) return undefined;
      const stop = createStopFlag();
      const onReport = (report: WorkerReport) => {
        if (report.kind === 'epoch' && watch.onEpoch(report.record, report.fold)) askToStop(stop);
      };
      watch.onStart();
      const { timeoutSeconds } = study.spec.training;
      const streams = draw === trial ? {} : { streams: { trial: draw } };
      const states = { ...(parked && { parked }), ...(mayReturnState && { mayReturnState }) };
      const task = { config, stop, ...streams, ...(rung && { rung }), ...states };
      return runClaimed(context, claim, task, {
        ...{ timeoutSeconds, onReport },
        onParked: (state) => watch.onParked(state),
      });
    },
  };
}
