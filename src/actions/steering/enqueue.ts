import { didYouMean } from '../../faults/did-you-mean.ts';
import { UsageError } from '../../faults/errors.ts';
import { shownValue } from '../../faults/shown-value.ts';
import type { StoredRequest } from '../../reports/dashboard/steering.ts';
import { enqueuedConfiguration } from '../../samplers/known-first.ts';
import type { Store, Study } from '../../store/store.ts';
import { checkConfiguration } from '../../study/check-configuration.ts';
import type { Configuration } from '../../study/search-space.ts';
import { lastStage, stagedSpec } from '../../study/stages/staged-spec.ts';
import { plannedTrials } from './planned-trials.ts';

/**
 * Adds a waiting trial with this configuration, of the study's present stage; parameters that are left out are drawn.
 * UsageError with a line for each value that the space does not have.
 */
export async function enqueue(
  store: Store,
  study: Study,
  given: Configuration,
  askedBy: string,
): Promise<StoredRequest> {
  const spec = stagedSpec(study.spec, lastStage(study.spec.search));
  const names = spec.space.map(({ name }) => name);
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  const { config, faults } = checkConfiguration(spec.space, given, { isPartial: true });
  const lines = [
    ...unknown.map((name) => {
      const hint = didYouMean(name, names) ?? `known: ${names.join(', ')}`;
      return `request.config.${name}: is not a parameter of the space (${hint})`;
    }),
    ...faults.map(({ name, constraint, value }) => {
      return `request.config.${name}: ${constraint}${value === undefined ? '' : `, got ${shownValue(value)}`}`;
    }),
  ];
  if (lines.length > 0) throw new UsageError(lines.join('\n'));
  return store.enqueue(study.id, {
    askedBy,
    from: await plannedTrials(store, study),
    configure: (trial) => enqueuedConfiguration(spec, config, trial),
  });
}
