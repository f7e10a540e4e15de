import type { LinearModel } from '../statistics/linear/fit-linear.ts';

/**
 * One model of all scores from models of some of them, each with `outputs` scores; the first score of two may be
 * missing.
 */
export function joinModels(
  parts: readonly { readonly model: LinearModel; readonly outputs: number }[],
): LinearModel {
  const rows = parts.flatMap(({ model, outputs }) => {
    const columns = model.weights.length / model.bias.length;
    const missing = outputs - model.bias.length;
    return Array.from({ length: outputs }, (_, output) => {
      const own = output - missing;
      return {
        weights:
          own < 0 ? new Float64Array(columns) : model.weights.subarray(own * columns, (own + 1) * columns),
        bias: own < 0 ? 0 : (model.bias[own] as number),
      };
    });
  });
  return {
    weights: Float64Array.from(rows.flatMap(({ weights }) => [...weights])),
    bias: Float64Array.from(rows, ({ bias }) => bias),
  };
}
