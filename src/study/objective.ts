/** A metric to optimise, and its direction. */
export interface Objective {
  /** A validation metric; in an imported study, any name. */
  readonly metric: string;
  readonly direction: Direction;
}

export type Direction = 'minimize' | 'maximize';

/** True when `value` is better than `other` by more than `margin`. */
export function isBetter(direction: Direction, value: number, other: number, margin = 0): boolean {
  return direction === 'minimize' ? value < other - margin : value > other + margin;
}
