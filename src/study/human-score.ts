/** A value of people with its 95 % interval. */
export interface MeasuredScore {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The score that people reach, as a space file has it: a number, or one with its interval. */
export type HumanScore = number | MeasuredScore;

/** The value, and the interval where it is known. */
export function partsOfScore(score: HumanScore): { readonly value: number } & Partial<MeasuredScore> {
  return typeof score === 'number' ? { value: score } : score;
}
