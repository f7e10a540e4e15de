import type { Task } from '../data/dataset.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { power } from '../statistics/power.ts';
import type { Weights } from '../statistics/simplex-fit.ts';

export type { Weights };

/** An ensemble's predictions: the weighted mean of its members; probabilities are then scaled by the temperature. */
export function combine(
  task: Task,
  members: readonly Predictions[],
  weights: Weights,
  temperature: number | null,
): Predictions {
  const mean = meanPredictions(members, weights);
  if (temperature === null || task.kind !== 'classification') return mean;
  return withTemperature(mean, task.classes.length, temperature);
}

/** The weighted mean of the candidates' predictions. Candidates with weight 0 are skipped. */
export function meanPredictions(candidates: readonly Predictions[], weights: Weights): Predictions {
  const mean = new Float64Array(candidates[0]?.length ?? 0);
  candidates.forEach((candidate, index) => {
    const weight = weights[index] ?? 0;
    if (weight === 0) return;
    for (let at = 0; at < mean.length; at++) {
      mean[at] = (mean[at] as number) + weight * (candidate[at] as number);
    }
  });
  return mean;
}

/** Raises probabilities [rows, classes] to the power 1 / temperature and normalises each row to sum to one. */
export function withTemperature(
  probabilities: Predictions,
  classes: number,
  temperature: number,
): Predictions {
  if (temperature === 1) return probabilities;
  const scaled = new Float64Array(probabilities.length);
  for (let start = 0; start < scaled.length; start += classes) {
    // Divided by the largest first, so that no power makes the whole row underflow to zero.
    const largest = Math.max(...probabilities.subarray(start, start + classes));
    let sum = 0;
    for (let at = start; at < start + classes; at++) {
      scaled[at] = power((probabilities[at] as number) / largest, 1 / temperature);
      sum += scaled[at] as number;
    }
    for (let at = start; at < start + classes; at++) scaled[at] = (scaled[at] as number) / sum;
  }
  return scaled;
}
