import type { RowLoss } from './row-loss.ts';

/**
 * The negative log-likelihood of a class among ordered ones, in nats, by the log odds of each step upwards among the
 * rows that have reached it. A class without rows counts as half a row in the constant scores.
 */
export function stepLoss(classes: number, y: ArrayLike<number>, weight?: ArrayLike<number>): RowLoss {
  const steps = classes - 1;
  const counts = new Float64Array(classes);
  let total = 0;
  for (let row = 0; row < y.length; row++) {
    const label = y[row] as number;
    const own = weight?.[row] ?? 1;
    counts[label] = (counts[label] as number) + own;
    total += own;
  }
  const known = counts.map((count) => Math.max(count, 0.5));
  const above = (step: number) => known.subarray(step + 1).reduce((sum, count) => sum + count, 0);
  const constant = Float64Array.from({ length: steps }, (_, step) =>
    Math.log(above(step) / (known[step] as number)),
  );
  // p (1 − p) of each step, among the rows that have reached it.
  const curvature =
    constant.reduce((sum, _, step) => {
      const [here, beyond] = [known[step] as number, above(step)];
      return sum + (here * beyond) / (here + beyond) / total;
    }, 0) / steps;
  return {
    outputs: steps,
    curvature,
    constant,
    measure(scores, label, slope) {
      let loss = 0;
      slope.fill(0);
      for (let step = 0; step <= label && step < steps; step++) {
        const score = scores[step] as number;
        const rest = Math.exp(-Math.abs(score));
        const isTaken = label > step ? 1 : 0;
        slope[step] = (score > 0 ? 1 : rest) / (1 + rest) - isTaken;
        loss += Math.log1p(rest) + Math.max(score, 0) - isTaken * score;
      }
      return loss;
    },
  };
}

/** The logarithms of the probabilities of ordered classes, from the log odds of each step upwards at `at`. */
export function logOfClasses(odds: ArrayLike<number>, at: number, classes: number): Float64Array {
  const logs = new Float64Array(classes);
  let reached = 0;
  for (let step = 0; step < classes - 1; step++) {
    const score = odds[at + step] as number;
    const rest = Math.log1p(Math.exp(-Math.abs(score)));
    logs[step] = reached - rest - Math.max(score, 0);
    reached -= rest + Math.max(-score, 0);
  }
  logs[classes - 1] = reached;
  return logs;
}
