import type { Provisional } from '../../reports/scheduling-report.ts';
import { curveRuleOf } from '../../schedulers/study-scheduler.ts';
import { lookbackOf } from '../../study/search/search-spec.ts';
import { drawOf, hasEnded, type Trial } from '../../study/trial.ts';
import { storedHistories } from '../stored-histories.ts';
import type { StudyRows } from './study-rows.ts';

/**
 * The trials whose outcome a rule on curves may still change: those with an earlier trial that has not ended, at least
 * the lookback before them. Undefined where there is none.
 */
export async function provisionalTrials({
  store,
  study,
  trials: readTrials,
}: StudyRows): Promise<Provisional | undefined> {
  if (curveRuleOf(study.spec) === undefined) return undefined;
  const { waiting, running } = await store.counts(study.id);
  // Trials are sampled in order, so an unfinished one is stored before any later one ends.
  if (waiting + running === 0) return undefined;
  const byDraw = new Map<number, Trial>();
  for (const trial of await readTrials()) {
    const draw = drawOf(trial);
    if (draw !== undefined) byDraw.set(draw, trial);
  }
  let first = 0;
  while (hasEnded(byDraw.get(first))) first += 1;
  const judgedFrom = first + lookbackOf(study.spec);
  const candidates = new Set(
    [...byDraw].flatMap(([draw, trial]) => (draw >= judgedFrom && mayChange(trial) ? [trial.trial] : [])),
  );
  if (candidates.size === 0) return undefined;
  const trials: number[] = [];
  const least = [...candidates].reduce((one, other) => Math.min(one, other));
  for await (const { trial, isOlder } of storedHistories(store, study.id, least)) {
    // An outcome that an older version recorded is final.
    if (candidates.has(trial) && !isOlder) trials.push(trial);
  }
  if (trials.length === 0) return undefined;
  return { trials, waitingFor: byDraw.get(first)?.trial ?? null };
}

/** A pruned trial was ended by its verdict. */
function mayChange(trial: Trial): boolean {
  return hasEnded(trial) && trial.state !== 'pruned';
}
