/** A loss of one row by its scores, convex in them. */
export interface RowLoss {
  /** Scores of a row. */
  readonly outputs: number;
  /** Writes the derivative by each of the row's scores to `slope`; returns the loss. */
  measure(scores: Float64Array, y: number, slope: Float64Array): number;
  /** The mean second derivative by a score where all rows have the same scores, of the lowest mean loss. */
  readonly curvature: number;
  /** Those scores. */
  readonly constant: Float64Array;
}

/** Half the squared error of the target. */
export function squaredLoss(y: ArrayLike<number>, weight?: ArrayLike<number>): RowLoss {
  const [mean = 0] = shares(1, y, weight, (value) => [value]);
  return {
    outputs: 1,
    curvature: 1,
    constant: Float64Array.of(mean),
    measure(scores, target, slope) {
      const error = (scores[0] as number) - target;
      slope[0] = error;
      return (error * error) / 2;
    },
  };
}

/**
 * The negative log-likelihood of a class, in nats: of two classes by the log odds of the second one, of more by the
 * softmax of a score for each. A class without rows counts as half a row in the constant scores.
 */
export function logLoss(classes: number, y: ArrayLike<number>, weight?: ArrayLike<number>): RowLoss {
  const observed = shares(classes, y, weight, (label) =>
    Array.from({ length: classes }, (_, each) => +(each === label)),
  ).map((share) => Math.max(share, 0.5 / y.length));
  const curvature = observed.reduce((sum, share) => sum + share * (1 - share), 0) / classes;
  if (classes === 2) return { ...binaryLoss(observed), curvature };
  const logs = observed.map(Math.log);
  const middle = logs.reduce((sum, log) => sum + log, 0) / classes;
  return {
    outputs: classes,
    curvature,
    constant: Float64Array.from(logs, (log) => log - middle),
    measure: softmaxLoss,
  };
}

function binaryLoss([first = 1, second = 1]: readonly number[]): Omit<RowLoss, 'curvature'> {
  return {
    outputs: 1,
    constant: Float64Array.of(Math.log(second / first)),
    measure(scores, label, slope) {
      const score = scores[0] as number;
      const rest = Math.exp(-Math.abs(score));
      slope[0] = (score > 0 ? 1 : rest) / (1 + rest) - label;
      return Math.log1p(rest) + Math.max(score, 0) - label * score;
    },
  };
}

function softmaxLoss(scores: Float64Array, label: number, slope: Float64Array): number {
  let largest = scores[0] as number;
  for (let k = 1; k < scores.length; k++) largest = Math.max(largest, scores[k] as number);
  let mass = 0;
  for (let k = 0; k < scores.length; k++) {
    slope[k] = Math.exp((scores[k] as number) - largest);
    mass += slope[k] as number;
  }
  for (let k = 0; k < scores.length; k++) slope[k] = (slope[k] as number) / mass;
  slope[label] = (slope[label] as number) - 1;
  return Math.log(mass) + largest - (scores[label] as number);
}

/** The weighted mean over rows of what `of` makes of a target. */
function shares(
  outputs: number,
  y: ArrayLike<number>,
  weight: ArrayLike<number> | undefined,
  of: (target: number) => number[],
): number[] {
  const sums = new Array<number>(outputs).fill(0);
  let total = 0;
  for (let row = 0; row < y.length; row++) {
    const own = weight?.[row] ?? 1;
    total += own;
    of(y[row] as number).forEach((value, at) => {
      sums[at] = (sums[at] as number) + own * value;
    });
  }
  return sums.map((sum) => sum / total);
}
