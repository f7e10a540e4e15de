import { UsageError } from '../../faults/errors.ts';
import { counted } from '../../reports/figure.ts';
import { completeSearch } from '../../search/complete-search.ts';
import type { Store, Study } from '../../store/store.ts';
import { withoutModel } from '../../study/study-spec.ts';
import { plannedTrials } from './planned-trials.ts';

/** UsageError for a study that no process can run. */
export function requireRunnable({ spec: { model } }: Study): void {
  if (model.kind === 'imported') throw new UsageError(withoutModel(model.from));
}

/** UsageError unless the trial runs. */
export async function requireRunning(store: Store, study: Study, number: number): Promise<void> {
  const trial = await store.trial(study.id, number);
  if (trial === undefined)
    throw new UsageError(`request.trial: study '${study.name}' has no trial ${number}`);
  if (trial.state === 'running') return;
  throw new UsageError(`request.trial: must be one that runs; trial ${number} is ${trial.state}`);
}

/** UsageError for a number of trials that adds none. */
export async function requireMore(store: Store, study: Study, trials: number): Promise<void> {
  const { spec } = study;
  if (spec.search.stages !== undefined || spec.search.stage !== undefined) {
    throw new UsageError(
      'request.trials: must be left out for a search in stages, whose trials are those of each stage',
    );
  }
  const planned = await plannedTrials(store, study);
  if (trials <= planned) {
    throw new UsageError(
      `request.trials: must be more than the ${planned} that the study has, got ${trials}`,
    );
  }
  const { search } = completeSearch({ ...spec, search: { ...spec.search, trials } }).spec;
  if (search.trials > planned) return;
  const limit = counted(search.trials, 'configuration');
  throw new UsageError(`request.trials: the space has ${limit}, and none runs twice; got ${trials}`);
}
