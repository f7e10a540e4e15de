import { FaultsError, UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { rangeFault } from '../../metrics/human-baseline.ts';
import { isValidationMetric } from '../../metrics/validation-metric.ts';
import { schedulerOf } from '../../schedulers/catalogue.ts';
import type { ReadSpace } from '../../space-file/parse-space.ts';
import { limitsTrials } from '../../study/search/budget.ts';
import { methodName } from '../../study/search/method-spec.ts';
import { schedulerMethod } from '../../study/search/search-spec.ts';
import type { WrittenSpec } from '../../study/study-spec.ts';

/**
 * UsageError for a value to reach that an option gives and the metric never has (one of the file has been checked with the
 * file). FaultsError for a limit that reads results beside a scheduler with rungs, whose trials are not final one by one.
 */
export function requireBudget(
  spec: WrittenSpec,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
  until: number | undefined,
): void {
  const { metric } = spec.objective;
  const fault = until === undefined || !isValidationMetric(metric) ? undefined : rangeFault(metric, until);
  if (fault !== undefined) {
    const hint = fault.hint === undefined ? '' : ` (${fault.hint})`;
    throw new UsageError(message`${option('until')}: ${fault.constraint}, got ${until ?? ''}${hint}`);
  }
  const { budget } = spec.search;
  const method = schedulerMethod(spec);
  if (!limitsTrials(budget) || schedulerOf(method).halving === undefined) return;
  const field = 'search.budget';
  const line = locate(field)?.line;
  const constraint = `must have a time only with the scheduler ${methodName(method)}, which trains on the trials of its rungs`;
  throw new FaultsError([{ file, field, constraint, value: budget, ...(line !== undefined && { line }) }]);
}
