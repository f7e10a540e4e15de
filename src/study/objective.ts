/** What a study optimises: a metric and which way is better. */
export interface Objective {
  /** A validation metric; in a study that was imported, whatever it was judged by. */
  readonly metric: string;
  readonly direction: Direction;
}

export type Direction = 'minimize' | 'maximize';

/** Every metric that a search may be judged by, and the only direction that makes sense for it. */
export const metricDirections = {
  valLoss: 'minimize',
  valAccuracy: 'maximize',
  valF1: 'maximize',
  valMae: 'minimize',
  valR2: 'maximize',
} as const satisfies Record<string, Direction>;

export type ValidationMetric = keyof typeof metricDirections;

export function isValidationMetric(metric: string): metric is ValidationMetric {
  return Object.hasOwn(metricDirections, metric);
}

/** Which metrics a task measures; the others are refused when the data is known. */
export const taskMetrics = {
  classification: ['valLoss', 'valAccuracy', 'valF1'],
  regression: ['valLoss', 'valMae', 'valR2'],
} as const satisfies Record<string, readonly ValidationMetric[]>;

/** True when `value` is better than `other` by more than `margin`. */
export function isBetter(direction: Direction, value: number, other: number, margin = 0): boolean {
  return direction === 'minimize' ? value < other - margin : value > other + margin;
}
