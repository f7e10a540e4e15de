import { isBetter, type Objective } from '../study/objective.ts';
import type { Metrics } from '../study/trial.ts';

export const baselineNames = ['base rate', 'last value', 'seasonal', 'linear'] as const;

/** For sentences. */
export const baselineTitles: Readonly<Record<(typeof baselineNames)[number], string>> = {
  'base rate': 'the base rate',
  'last value': 'the last value',
  seasonal: 'the value one season before',
  linear: 'the linear model',
};

/** A simple model of a table that trials are compared with. It has no trial number: it was not sampled. */
export interface Baseline {
  readonly name: (typeof baselineNames)[number];
  /** The objective's metric. */
  readonly value: number;
  /** The validation metrics of a trial. */
  readonly metrics: Metrics;
  /** Weights and biases; 0 for all but the linear model. */
  readonly parameters: number;
  /** Weights of the linear model, as trials store them, in base64; reports leave them out. */
  readonly weights?: string;
}

/** Without its weights, for reports. */
export function shownBaseline({ weights: _, ...shown }: Baseline): Omit<Baseline, 'weights'> {
  return shown;
}

/** The best baseline, the first of equal ones; undefined when there is none. */
export function bestBaseline(
  baselines: readonly Baseline[],
  { direction }: Pick<Objective, 'direction'>,
): Baseline | undefined {
  return baselines.reduce<Baseline | undefined>(
    (best, each) => (best === undefined || isBetter(direction, each.value, best.value) ? each : best),
    undefined,
  );
}
