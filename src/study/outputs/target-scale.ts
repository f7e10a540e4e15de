import { inverseYeoJohnson, yeoJohnson } from '../../statistics/yeo-johnson.ts';
import type { TargetTransform, Task } from '../pipeline.ts';

/*
 * The scale that regressions are trained on, and the way back. Models compute in 32 bits, which hold the scaled value
 * but not 1.7e12 ± 5000, so the way back is computed in doubles, here. Exported folders carry the compiled text of this
 * file after that of yeo-johnson.ts.
 */

type Regression = Extract<Task, { kind: 'regression' }>;

/** A target's own value, transformed and standardised. */
export function scaledTarget(value: number, { mean, std, transform }: Regression): number {
  return ((transform === undefined ? value : transformed(value, transform)) - mean) / std;
}

/** The value in the target's own units that a scaled one stands for. */
export function ownValue(scaled: number, { mean, std, transform }: Regression): number {
  const value = scaled * std + mean;
  return transform === undefined ? value : restored(value, transform);
}

/** The value in the target's own units that an output of the network stands for. */
export function predictedValue(output: number, task: Regression): number {
  return task.count ? Math.exp(output) : ownValue(output, task);
}

/**
 * The values in the target's own units that the outputs for one row stand for, from `at` on: one, or one for each
 * quantile. Quantiles that cross are sorted, which never raises their pinball loss (Chernozhukov, Fernández-Val and
 * Galichon, Econometrica 2010).
 */
export function predictedValues(outputs: ArrayLike<number>, at: number, task: Regression): number[] {
  const width = task.quantiles?.length ?? 1;
  const values = Array.from({ length: width }, (_, index) =>
    predictedValue(outputs[at + index] as number, task),
  );
  return width === 1 ? values : values.sort((one, other) => one - other);
}

/** NaN or infinite for a value outside the transform's domain. */
export function transformed(value: number, transform: TargetTransform): number {
  switch (transform.kind) {
    case 'log':
      return value > 0 ? Math.log(value) : Number.NaN;
    case 'log1p':
      return value > -1 ? Math.log1p(value) : Number.NaN;
    case 'power':
      return yeoJohnson(value, transform.lambda);
  }
}

function restored(value: number, transform: TargetTransform): number {
  switch (transform.kind) {
    case 'log':
      return Math.exp(value);
    case 'log1p':
      return Math.expm1(value);
    case 'power': {
      const { lambda, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = transform;
      return Math.min(high, Math.max(low, inverseYeoJohnson(value, lambda)));
    }
  }
}
