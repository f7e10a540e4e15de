import { completeSearch } from '../complete-search.ts';
import type { OpenedStudy } from '../run-study.ts';

/** The study with this number of trials, as the option `trials` would give it: fewer where the space has no more. */
export function extended({ store, study, prepared }: OpenedStudy, trials: number): OpenedStudy {
  const { plan: _, configurations: __, ...rest } = prepared;
  const { search, ...spec } = prepared.study.spec;
  const { spec: completed, ...notes } = completeSearch({ ...spec, search: { ...search, trials } });
  return { store, study, prepared: { ...rest, ...notes, study: { ...prepared.study, spec: completed } } };
}
