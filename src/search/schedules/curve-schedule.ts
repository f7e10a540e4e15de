import type { Dataset } from '../../data/dataset.ts';
import { storedHistories } from '../../runs/stored-histories.ts';
import type { CurveRule } from '../../schedulers/scheduler.ts';
import {
  type Cut,
  createVerdicts,
  type Ended,
  type Settled,
  type Verdicts,
} from '../../schedulers/verdicts.ts';
import type { Store, Study } from '../../store/store.ts';
import type { CutTrial } from '../../store/trial-result.ts';
import type { Objective } from '../../study/objective.ts';
import { isRanked, mayKeepWeights } from '../../study/ranking.ts';
import { lookbackOf } from '../../study/search/search-spec.ts';
import { drawOf, type EpochRecord, hasEnded, type Trial } from '../../study/trial.ts';
import { asCut, curvesOf, cutTrial, isCutAt } from './cut-trial.ts';
import { KeptBest } from './kept-best.ts';
import { type Schedule, type ScheduledTrial, withLastKept } from './schedule.ts';
import { Settlements } from './settlements.ts';
import { oneAtATime, type TrialQueue, type WaitingTrial } from './trial-queue.ts';

export interface CurveScheduleInput {
  readonly store: Store;
  readonly study: Study;
  readonly dataset: Dataset | null;
  readonly createRule: () => CurveRule;
  /** Number of best trials whose weights are kept. */
  readonly keep: number;
  readonly hasMachines?: boolean;
}

/** The history is absent for trials of an earlier search, of which there may be many. */
interface Unsettled {
  readonly recorded: Trial;
  readonly history?: readonly EpochRecord[];
  /** False: its worker has stored no weights of it. */
  readonly mayHaveWeights: boolean;
}

/**
 * The schedule of a rule on curves. A trial may train beyond the epoch of a verdict that is not known yet: then its
 * record is cut back once it is. Its result is final, and its weights count among the best, only when no verdict is
 * missing. Begins with the stored curves, so that a resumed search ends trials like one that never stopped.
 */
export async function curveSchedule(input: CurveScheduleInput): Promise<(queue: TrialQueue) => Schedule> {
  const { store, study, dataset, createRule, keep, hasMachines = false } = input;
  const { objective } = study.spec;
  const verdicts = createVerdicts(createRule, objective.direction, lookbackOf(study.spec));
  /** Ended trials whose verdicts are not known yet, by draw. */
  const unsettled = new Map<number, Unsettled>();
  const best = new KeptBest(keep, objective.direction);
  /** The last draw of the settled trials that may have weights to forget; -1 for none. */
  let forgetUpTo = -1;

  /** All trials below this draw are settled, and cut back where a verdict says so. */
  let below = 0;
  const settlements = new Settlements(store, study.id, () => {
    if (forgetUpTo < below) forgetUpTo = -1;
    return { keep, below };
  });

  const cutOf = async ({ recorded, ...known }: Unsettled, cut: Cut): Promise<CutTrial | undefined> => {
    const { trial, parameters } = recorded;
    const history = known.history ?? (await store.history(study.id, trial));
    if (isCutAt(recorded, history, cut)) return undefined;
    return { trial, ...cutTrial({ history, parameters }, cut, objective, dataset) };
  };
  // One after the other: weights are forgotten by the values of trials, of which none may still be cut.
  const settle = oneAtATime(async (all: readonly Settled[], settledBelow: number) => {
    const final: WaitingTrial[] = [];
    const cuts: CutTrial[] = [];
    for (const { draw, cut } of all) {
      const ended = unsettled.get(draw);
      unsettled.delete(draw);
      if (ended === undefined) continue;
      if (ended.mayHaveWeights) forgetUpTo = Math.max(forgetUpTo, draw);
      const cutBack = cut && (await cutOf(ended, cut));
      if (cutBack !== undefined) cuts.push(cutBack);
      const trial = cutBack === undefined ? ended.recorded : asCut(ended.recorded, cutBack);
      best.add(trial);
      final.push({ ...trial, draw });
    }
    below = settledBelow;
    if (forgetUpTo >= 0 || cuts.length > 0) await settlements.add(cuts);
    return final;
  });

  const stored = await storedVerdicts(input, verdicts, unsettled);
  await settle(stored, verdicts.settledBelow);

  return (queue) => ({
    next: async () => withLastKept(await queue.next(), best),
    shouldEnd: ({ draw }, { metrics }, fold = 0) =>
      verdicts.report(draw, fold, metrics[objective.metric] as number),
    async ended(trial, recorded) {
      if (!hasEnded(recorded)) {
        queue.done(trial, recorded);
        return [];
      }
      const history = await store.history(study.id, trial.trial);
      const mayHaveWeights = hasMachines || keepsWeights(recorded, trial, objective);
      unsettled.set(trial.draw, { recorded, history, mayHaveWeights });
      const settled = verdicts.end(trial.draw, curvesOf(history, objective), endedAs(recorded, dataset));
      const final = settled.length === 0 ? [] : await settle(settled, verdicts.settledBelow);
      // All at once: the queue must not see one of them before the others are final.
      for (const each of final) queue.done(each, each);
      return final;
    },
    close: () => settlements.flush(),
    abandon: (error) => settlements.abandon(error),
  });
}

/** Ends all stored trials in the order of their numbers; returns those that are settled by this. */
async function storedVerdicts(
  { store, study, dataset }: CurveScheduleInput,
  verdicts: Verdicts,
  unsettled: Map<number, Unsettled>,
): Promise<Settled[]> {
  const { objective } = study.spec;
  for (const trial of await store.trials(study.id)) {
    const draw = drawOf(trial);
    if (draw !== undefined && hasEnded(trial)) unsettled.set(draw, { recorded: trial, mayHaveWeights: true });
  }
  const settled: Settled[] = [];
  for await (const { draw, history, ...trial } of storedHistories(store, study.id)) {
    settled.push(...verdicts.end(draw, curvesOf(history, objective), endedAs(trial, dataset)));
  }
  return settled;
}

/** How verdicts see an ended trial. An outcome that an older version recorded is final. */
function endedAs(
  { state, isOlder = false }: Pick<Trial, 'state'> & { readonly isOlder?: boolean },
  dataset: Dataset | null,
): Ended {
  // Whether a function had more steps to report is unknown once it was asked to stop.
  const isOver = state === 'complete' && dataset !== null;
  return { isCompared: state !== 'failed', judged: isOlder ? 'none' : isOver ? 'all but the last' : 'every' };
}

/** False for a trial that its worker has recorded without weights. */
function keepsWeights(recorded: Trial, { lastKept }: ScheduledTrial, { direction }: Objective): boolean {
  return isRanked(recorded) && mayKeepWeights(recorded, lastKept, direction);
}
