import type { Metric, ValueExamples } from '../metric.ts';

/** 1 − squared errors / squared deviations from the mean; 0 where all targets are equal. */
export const r2: Metric<ValueExamples> = {
  name: 'r2',
  direction: 'maximize',
  range: [Number.NEGATIVE_INFINITY, 1],
  format: 'number',
  description: "share of the target's variance that the predictions explain",
  measure:
    ({ actual, predicted }) =>
    (weights) => {
      // Relative to the first value, so that equal targets have a spread of exactly zero.
      const origin = actual[0] as number;
      let total = 0;
      let deviation = 0;
      for (let row = 0; row < actual.length; row++) {
        const weight = weights?.[row] ?? 1;
        total += weight;
        deviation += weight * ((actual[row] as number) - origin);
      }
      const mean = origin + deviation / total;
      let squares = 0;
      let spread = 0;
      for (let row = 0; row < actual.length; row++) {
        const weight = weights?.[row] ?? 1;
        const error = (predicted[row] as number) - (actual[row] as number);
        squares += weight * (error * error);
        spread += weight * ((actual[row] as number) - mean) ** 2;
      }
      return spread === 0 ? 0 : 1 - squares / spread;
    },
};
