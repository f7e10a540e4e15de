import { weightedMean } from '../statistics/mean.ts';
import type { Direction } from '../study/objective.ts';

/** Classified examples: their true classes, and a model's probabilities. */
export interface ClassExamples {
  readonly classes: number;
  /** [rows] indices of the true classes. */
  readonly labels: ArrayLike<number>;
  /** [rows, classes] */
  readonly probabilities: Float64Array;
  /** As in the task: study/outputs/chosen-class.ts. */
  readonly threshold?: number | undefined;
}

/** Examples with a number as their target, in the target's own units. */
export interface ValueExamples {
  /** [rows] */
  readonly actual: Float64Array;
  /** [rows]; of predicted quantiles, the one nearest to the median. */
  readonly predicted: Float64Array;
  /** All predicted quantiles, if the model predicts such: [rows, quantiles]. */
  readonly quantiles?: { readonly levels: readonly number[]; readonly values: Float64Array };
}

/** [rows] non-negative weights of the rows: a row of weight 2 counts as two equal rows. Default: 1 each. */
export type RowWeights = ArrayLike<number>;

/** The metric's value under these weights. Everything independent of the weights is computed once, beforehand. */
export type Measure = (weights?: RowWeights) => number;

/** A measure of the quality of predictions for labelled examples. Finite for at least one row. */
export interface Metric<Examples> {
  /** The name in reports: "rocAuc". As an objective, its value on the validation rows is "valRocAuc". */
  readonly name: string;
  readonly direction: Direction;
  /** The smallest and the largest possible value. */
  readonly range: readonly [min: number, max: number];
  /** A percentage is a share from 0 to 1 that is shown in percent. */
  readonly format: 'percentage' | 'number';
  /** The name in a sentence, if it differs: "mean absolute error". */
  readonly title?: string;
  /** True when the value is a share of rows: `perExample` is 1 for each row that counts, and 0 for the others. */
  readonly isShareOfRows?: boolean;
  /** One line for help and documentation, with its definition. */
  readonly description: string;
  measure(examples: Examples): Measure;
  /** [rows] numbers whose weighted mean is the value, for metrics that are such a mean. */
  perExample?(examples: Examples): Float64Array;
}

type MeanMetric<Examples> = Metric<Examples> & Required<Pick<Metric<Examples>, 'perExample'>>;

/** A metric that is the mean of one number per example. */
export function meanMetric<Examples>(metric: Omit<MeanMetric<Examples>, 'measure'>): MeanMetric<Examples> {
  return {
    ...metric,
    measure(examples) {
      const values = metric.perExample(examples);
      return (weights) => weightedMean(values, weights);
    },
  };
}
