import { type SeedSpread, seedSpread } from '../metrics/seed-spread.ts';
import { knownValues } from '../runs/kept-trainings.ts';
import { repetitionOf, type UnrecordedTask } from '../runs/unrecorded-runs.ts';
import type { Store, Study } from '../store/store.ts';
import { largest } from '../study/limits.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';

/** The trainings of a trial's configuration with its first `count` other seeds. */
export function seedTasks(trial: Trial, history: readonly EpochRecord[], count: number): UnrecordedTask[] {
  return Array.from({ length: count }, (_, index) => repetitionOf(trial, history, ['repetition', index + 1]));
}

/** The spread of all values that are kept of a trial's other seeds; undefined where none is. */
export async function keptSpread(store: Store, study: Study, trial: Trial): Promise<SeedSpread | undefined> {
  if (trial.value === null || trial.state !== 'complete') return undefined;
  const history = trial.outOfTime ? await store.history(study.id, trial.trial) : [];
  const tasks = seedTasks(trial, history, largest('seeds'));
  const values = (await knownValues(store, study, trial, tasks)).filter((value) => value !== null);
  if (values.length === 0) return undefined;
  const isBest = await isBestTrial(store, study, trial);
  return { isBest, ...seedSpread(trial.value, values, study.spec.objective) };
}

export async function isBestTrial(store: Store, study: Study, { trial }: Trial): Promise<boolean> {
  const [best] = await store.top(study.id, 1);
  return best?.trial === trial;
}
