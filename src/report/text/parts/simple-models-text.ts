import { type Baseline, baselineTitles, bestBaseline } from '../../../reports/baseline.ts';
import { isBetter, type Objective } from '../../../study/objective.ts';
import { formatNumber } from './format.ts';

/**
 * "the best trial, 0.71, does not beat the linear model, 0.67"; else, of windows, "the best trial beats the last value,
 * 0.98". No line without baselines.
 */
export function simpleModelLines(
  baselines: readonly Baseline[] | undefined,
  reached: number | null,
  { metric, direction }: Objective,
): string[] {
  const best = bestBaseline(baselines ?? [], { direction });
  if (best === undefined || reached === null) return [];
  if (isBetter(direction, reached, best.value)) return forecastLines(baselines ?? []);
  const [own, simple] = [reached, best.value].map(formatNumber);
  return [`the best trial, ${own} ${metric}, does not beat ${baselineTitles[best.name]}, ${simple}`];
}

/** All baselines are beaten. */
function forecastLines(baselines: readonly Baseline[]): string[] {
  const forecasts = baselines.filter(({ name }) => name === 'last value' || name === 'seasonal');
  if (forecasts.length === 0) return [];
  const told = forecasts.map(({ name, value }) => `${baselineTitles[name]}, ${formatNumber(value)}`);
  return [`the best trial beats ${told.join(', and ')}`];
}
