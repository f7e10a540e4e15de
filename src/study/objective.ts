/** What a study optimises: a metric and which way is better. */
export interface Objective {
  /** A validation metric; in a study that was imported, whatever it was judged by. */
  readonly metric: string;
  readonly direction: Direction;
}

export type Direction = 'minimize' | 'maximize';

/** True when `value` is better than `other` by more than `margin`. */
export function isBetter(direction: Direction, value: number, other: number, margin = 0): boolean {
  return direction === 'minimize' ? value < other - margin : value > other + margin;
}
