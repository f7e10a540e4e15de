import { type Baseline, bestBaseline } from '../../../reports/baseline.ts';
import { isBetter, type Objective } from '../../../study/objective.ts';
import { formatNumber } from './format.ts';

const titles: Readonly<Record<Baseline['name'], string>> = {
  'base rate': 'the base rate',
  linear: 'the linear model',
};

/** "the best trial, 0.71, does not beat the linear model, 0.67"; no line when it does, or there are no baselines. */
export function unbeatenLines(
  baselines: readonly Baseline[] | undefined,
  reached: number | null,
  { metric, direction }: Objective,
): string[] {
  const best = bestBaseline(baselines ?? [], { direction });
  if (best === undefined || reached === null || isBetter(direction, reached, best.value)) return [];
  const [own, simple] = [reached, best.value].map(formatNumber);
  return [`the best trial, ${own} ${metric}, does not beat ${titles[best.name]}, ${simple}`];
}
