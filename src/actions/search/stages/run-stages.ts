import type { MissingStage } from '../../../reports/search-report.ts';
import type { Stop } from '../../../reports/stop.ts';
import { type OpenedStudy, type RunSettings, runStudy } from '../../../search/run-study.ts';
import type { Steering } from '../../../search/steering/steering.ts';
import type { SearchRequest } from '../search-request.ts';
import type { WatchedFleet } from '../watched-fleet.ts';
import type { NextStage } from './next-stage.ts';
import { stageNotes } from './stage-note.ts';

/** Runs the study, and its next stages as long as nothing ends the search. */
export async function runStages(
  opened: OpenedStudy,
  request: SearchRequest & Pick<RunSettings, 'warm'>,
  watch: WatchedFleet,
  steering: Steering,
  signal: AbortSignal,
): Promise<{
  readonly last: OpenedStudy;
  readonly stopped: Stop | undefined;
  readonly missingStage?: MissingStage;
}> {
  const { time = opened.prepared.study.spec.search.budget?.time } = request;
  const endsAt = time === undefined ? undefined : performance.now() + 1000 * time;
  let last = opened;
  for (;;) {
    for (const line of stageNotes(last)) watch.note(line);
    const left = endsAt === undefined ? undefined : Math.max((endsAt - performance.now()) / 1000, shortest);
    const settings = { ...request, time: left, trainsHere: request.train, signal };

    const stopped = await runStudy(last, { ...settings, events: watch, guide: steering });
    if (stopped?.by === 'time') return { last, stopped: { by: 'time', seconds: time ?? stopped.seconds } };
    if (stopped !== undefined || signal.aborted) return { last, stopped };
    const next = await stageAfter(last);
    if (next === undefined) {
      const more = await steering.more(last);
      if (more === undefined) return { last, stopped };
      last = more;
      watch.onExtend?.(last.prepared.study.spec.search.trials);
      continue;
    }
    last = next.opened;
    if (next.stopped !== undefined) return { last, stopped: next.stopped };
    if (next.missing !== undefined) return { last, stopped, missingStage: next.missing };
  }
}

/** Undefined when none follows, or the present one has not ended. */
async function stageAfter(opened: OpenedStudy): Promise<NextStage | undefined> {
  if (opened.prepared.plan === undefined) return undefined;
  // Imported lazily, since most searches have no stages.
  const { nextStage } = await import('./next-stage.ts');
  return nextStage(opened);
}

/** Seconds that a stage has at least: its timer takes no 0. */
const shortest = 1e-3;
