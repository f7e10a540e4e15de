import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { rangeFault } from '../../metrics/human-baseline.ts';
import { isValidationMetric } from '../../metrics/validation-metric.ts';
import type { WrittenSpec } from '../../study/study-spec.ts';

/** Options that override limits of a space's budget. */
export interface BudgetOptions {
  readonly until?: number | undefined;
  readonly totalEpochs?: number | undefined;
  readonly searchPatience?: number | undefined;
}

/**
 * UsageError for a value to reach that an option gives and the metric never has; one of the file has been checked with
 * the file.
 */
export function requireBudget(spec: Pick<WrittenSpec, 'objective'>, { until }: BudgetOptions): void {
  const { metric } = spec.objective;
  const fault = until === undefined || !isValidationMetric(metric) ? undefined : rangeFault(metric, until);
  if (fault !== undefined) {
    const hint = fault.hint === undefined ? '' : ` (${fault.hint})`;
    throw new UsageError(message`${option('until')}: ${fault.constraint}, got ${until ?? ''}${hint}`);
  }
}
