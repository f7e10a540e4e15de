import { NoTrialCompletedError, UsageError } from '../faults/errors.ts';
import { joined, type Message, message, option } from '../faults/message.ts';
import type { Store, Study } from '../store/store.ts';
import { keepsMore, weightsNotKept } from '../study/kept-weights.ts';
import { firstOfEachLine } from '../study/lineage.ts';
import { isRanked, rankTrials } from '../study/ranking.ts';
import type { Trial } from '../study/trial.ts';

/**
 * The best trials with stored weights, best first, at most `k` and at least one. Of a trial and its continuations only
 * the best: nearly identical models add nothing. Trials that break a constraint only where all do. UsageError when there
 * is none.
 */
export async function bestCandidates(store: Store, study: Study, k: number): Promise<Trial[]> {
  const all = (await keptTrials(store, study)).filter(isRanked);
  const feasible = all.filter(({ infeasible }) => infeasible === undefined);
  const kept = feasible.length > 0 ? feasible : all;
  const candidates = await firstOfEachLine(kept, (number) => store.trial(study.id, number));
  if (candidates.length > 0) return candidates.slice(0, k);
  const { complete } = await store.counts(study.id);
  if (complete === 0) throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`);
  throw new UsageError(message`no trial of study '${study.name}' has kept its weights: ${keepsMore}`);
}

/** These trials, best first. UsageError that names all those that cannot be members. */
export async function namedCandidates(
  store: Store,
  study: Study,
  numbers: readonly number[],
): Promise<Trial[]> {
  const kept = new Set(await store.trialsWithWeights(study.id));
  const trials = await Promise.all([...new Set(numbers)].map((number) => store.trial(study.id, number)));
  const faults = numbers.flatMap((number): Message[] => {
    const trial = trials.find((each) => each?.trial === number);
    if (trial === undefined) return [`there is no trial ${number}`];
    if (!isRanked(trial)) return [`trial ${number} is ${trial.state}`];
    return kept.has(number) ? [] : [weightsNotKept(trial)];
  });
  if (faults.length > 0) throw new UsageError(message`${option('trials')}: ${joined(faults, ', ')}`);
  return rankTrials(
    trials.filter((trial) => trial !== undefined),
    study.spec.objective.direction,
  );
}

async function keptTrials(store: Store, study: Study): Promise<Trial[]> {
  const numbers = await store.trialsWithWeights(study.id);
  const trials = await Promise.all(numbers.map((number) => store.trial(study.id, number)));
  return rankTrials(
    trials.filter((trial) => trial !== undefined),
    study.spec.objective.direction,
  );
}
