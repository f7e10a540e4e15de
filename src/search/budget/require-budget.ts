import { FaultsError, UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { rangeFault } from '../../metrics/human-baseline.ts';
import { isValidationMetric } from '../../metrics/validation-metric.ts';
import { schedulerOf } from '../../schedulers/catalogue.ts';
import type { ReadSpace } from '../../space-file/parse-space.ts';
import { methodName } from '../../study/search/method-spec.ts';
import { schedulerMethod } from '../../study/search/search-spec.ts';
import type { WrittenSpec } from '../../study/study-spec.ts';

/** Options that override limits of a space's budget. */
export interface BudgetOptions {
  readonly until?: number | undefined;
  readonly totalEpochs?: number | undefined;
  readonly searchPatience?: number | undefined;
}

/**
 * UsageError for a value to reach that an option gives and the metric never has (one of the file has been checked with the
 * file). FaultsError for a limit that reads results beside a scheduler with rungs, whose trials are not final one by one.
 */
export function requireBudget(
  spec: WrittenSpec,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
  { until, totalEpochs, searchPatience }: BudgetOptions,
): void {
  const { metric } = spec.objective;
  const fault = until === undefined || !isValidationMetric(metric) ? undefined : rangeFault(metric, until);
  if (fault !== undefined) {
    const hint = fault.hint === undefined ? '' : ` (${fault.hint})`;
    throw new UsageError(message`${option('until')}: ${fault.constraint}, got ${until ?? ''}${hint}`);
  }
  const method = schedulerMethod(spec);
  if (schedulerOf(method).halving === undefined) return;
  const constraint = `must be left out with ${methodName(method)}, whose trials have no final values while others begin; only time may limit them`;
  for (const [name, given] of Object.entries({ until, totalEpochs, searchPatience })) {
    if (given !== undefined) throw new UsageError(message`${option(name)}: ${constraint}`);
  }
  const limits = Object.entries(spec.search.budget ?? {}).filter(([name]) => name !== 'time');
  if (limits.length === 0) return;
  throw new FaultsError(
    limits.map(([name, value]) => {
      const field = `search.budget.${name}`;
      return { file, field, constraint, value, ...locate(field) };
    }),
  );
}
