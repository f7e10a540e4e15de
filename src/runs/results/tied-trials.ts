import type { Tied } from '../../reports/tied.ts';
import { level } from '../../statistics/mean-interval.ts';
import { holmAdjusted, pairedExcess } from '../../statistics/paired-test.ts';
import type { Store, Study } from '../../store/store.ts';
import { isRanked, rankTrials } from '../../study/ranking.ts';
import type { Trial } from '../../study/trial.ts';
import type { StudyRows } from './study-rows.ts';

/**
 * The trials that cannot be told apart from the study's best one: for each a paired test over the validation rows, corrected
 * for all complete trials. Those whose weights were not kept are not tested. Undefined when none can be.
 */
export async function tiedTrials(read: StudyRows, best: Trial | undefined): Promise<Tied | undefined> {
  const { store, study } = read;
  const reference = best && (await read.contributions(best.trial));
  if (best === undefined || reference === undefined) return undefined;
  const infeasible = best.infeasible ? new Set<number>() : await infeasibleOf(read);
  const others: { readonly trial: number; readonly p: number }[] = [];
  for (const trial of await store.trialsWithWeights(study.id)) {
    if (trial === best.trial || infeasible.has(trial)) continue;
    const contributions = await read.contributions(trial);
    if (contributions?.length !== reference.length) continue;
    others.push({ trial, p: excess(study, contributions, reference) });
  }
  if (others.length === 0) return undefined;
  const { complete } = await store.counts(study.id);
  const adjusted = holmAdjusted(
    others.map(({ p }) => p),
    Math.max(others.length, complete - 1),
  );
  const isTied = (index: number) => (adjusted[index] as number) > 1 - level;
  const trials = others.flatMap(({ trial }, index) => (isTied(index) ? [trial] : []));
  return {
    best: best.trial,
    trials: await ranked(store, study, trials),
    tested: others.length,
    of: complete,
    level,
  };
}

/** Trials that break a constraint rank below the best one whatever their values. */
async function infeasibleOf({ study, trials }: StudyRows): Promise<ReadonlySet<number>> {
  if (study.spec.where === undefined) return new Set();
  return new Set((await trials()).flatMap(({ trial, infeasible }) => (infeasible ? [trial] : [])));
}

/** The p-value that the other trial is worse than the best one. */
function excess({ spec }: Study, other: Float64Array, best: Float64Array): number {
  return spec.objective.direction === 'minimize' ? pairedExcess(other, best) : pairedExcess(best, other);
}

async function ranked(store: Store, study: Study, numbers: readonly number[]): Promise<number[]> {
  const trials = await Promise.all(numbers.map((number) => store.trial(study.id, number)));
  const found = trials.filter((trial) => trial !== undefined).filter(isRanked);
  return rankTrials(found, study.spec.objective.direction).map(({ trial }) => trial);
}
