import { UsageError } from '../faults/errors.ts';
import { action, message, option } from '../faults/message.ts';
import { linearBaselineOf, linearNumber, type StoredTrial, storedTrial } from '../runs/stored-trial.ts';
import type { Store, StoredEnsemble, Study } from '../store/store.ts';
import { weightsNotKept, whyNoWeights } from '../study/kept-weights.ts';
import { whyNoModels } from '../study/study-spec.ts';

/** A trial with stored weights, and its share of the prediction. */
export interface StoredMember extends StoredTrial {
  readonly weight: number;
}

/** The models that predict for a study: one trial's, or an ensemble's members. */
export interface StoredChoice {
  readonly name: string;
  readonly study: Study;
  readonly members: readonly StoredMember[];
  /** Null without temperature scaling. */
  readonly temperature: number | null;
  /** As in the task: study/outputs/chosen-class.ts. */
  readonly threshold?: number;
}

/**
 * The best trial with stored weights; or, depending on the request, the trial of that number, the ensemble of that
 * name, or for `student` the newest student. UsageError when there is none.
 */
export async function chooseMembers(
  store: Store,
  study: Study,
  asked: string | undefined,
): Promise<StoredChoice> {
  const reason = whyNoModels(study.spec.model);
  if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
  if (asked === undefined) return single(store, study, await bestKept(store, study));
  const ensemble = await store.findEnsemble(study.id, asked);
  // An older database may contain an ensemble with a number as its name: the trial of that number takes precedence.
  const isNumber = /^\d{1,9}$/.test(asked);
  const isTrial = isNumber && (await store.trial(study.id, Number(asked))) !== undefined;
  if (ensemble !== undefined && !isTrial) return ofEnsemble(store, study, ensemble);
  if (isNumber) return single(store, study, Number(asked));
  if (asked === 'linear' && linearBaselineOf(study) !== undefined) return single(store, study, linearNumber);
  if (asked === 'student') return single(store, study, await newestStudent(store, study));
  const names = (await store.ensembles(study.id)).map(({ name }) => name);
  const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  throw new UsageError(
    message`${option('model')}: '${asked}' is no trial's number, no ensemble of study '${study.name}' (${known}), and no folder with a model.json`,
  );
}

async function bestKept(store: Store, study: Study): Promise<number> {
  const kept = new Set(await store.trialsWithWeights(study.id));
  // Nearly always the best trial suffices; in a study of a million trials reading the others takes a while.
  for (const k of [1, Number.MAX_SAFE_INTEGER]) {
    const best = (await store.top(study.id, k)).find(({ trial }) => kept.has(trial));
    if (best !== undefined) return best.trial;
  }
  const trials = await store.trials(study.id);
  const complete = trials.filter(({ state }) => state === 'complete');
  const other = complete.find(({ origin }) => origin !== 'imported') ?? complete[0];
  const without = trials.length === 0 ? 'it has no trials' : 'none is complete';
  const why = other === undefined ? without : whyNoWeights(other);
  throw new UsageError(message`no trial of study '${study.name}' has kept its weights: ${why}`);
}

async function newestStudent(store: Store, study: Study): Promise<number> {
  const kept = new Set(await store.trialsWithWeights(study.id));
  const students = (await store.trials(study.id)).filter(
    ({ origin, trial }) => origin === 'student' && kept.has(trial),
  );
  const newest = students.at(-1);
  if (newest !== undefined) return newest.trial;
  throw new UsageError(
    message`${option('model')}: study '${study.name}' has no student yet: ${action('distill', {})} makes one`,
  );
}

async function single(store: Store, study: Study, number: number): Promise<StoredChoice> {
  const member = await memberOf(store, study, number, 1);
  const { threshold } = member.trial.metrics;
  const name = number === linearNumber ? 'the linear baseline' : `trial ${number}`;
  const choice = { name, study, members: [member], temperature: null };
  return threshold === undefined ? choice : { ...choice, threshold };
}

async function ofEnsemble(
  store: Store,
  study: Study,
  { name, members, temperature, report: { threshold } }: StoredEnsemble,
): Promise<StoredChoice> {
  const found = [];
  for (const { trial, weight } of members) found.push(await memberOf(store, study, trial, weight));
  const choice = { name: `ensemble '${name}'`, study, members: found, temperature };
  return threshold === undefined ? choice : { ...choice, threshold };
}

async function memberOf(store: Store, study: Study, number: number, weight: number): Promise<StoredMember> {
  const stored = await storedTrial(store, study, number);
  if (stored !== undefined) return { ...stored, weight };
  const trial = await store.trial(study.id, number);
  if (trial === undefined)
    throw new UsageError(message`${option('model')}: study '${study.name}' has no trial ${number}`);
  throw new UsageError(weightsNotKept(trial));
}
