import { confidenceBin, confidenceBins } from '../../src/metrics/confidence-bins.ts';
import { logProbability } from '../../src/metrics/predictions.ts';
import { chosenClass } from '../../src/study/outputs/chosen-class.ts';
import type { ClassPopulation } from './populations.ts';

/** The metrics of a population's first model, without the chance of drawn labels. */
export function classTruths({ classes, truth, models: [model] }: ClassPopulation): Record<string, number> {
  const probabilities = model as Float64Array;
  const rows = truth.length / classes;
  const gaps = new Float64Array(confidenceBins);
  const [hits, seen] = [new Float64Array(classes), new Float64Array(classes)];
  let nll = 0;
  let accuracy = 0;
  for (let row = 0; row < rows; row++) {
    const guess = chosenClass(probabilities, row, classes);
    const right = truth[row * classes + guess] as number;
    const confidence = probabilities[row * classes + guess] as number;
    accuracy += right / rows;
    const bin = confidenceBin(confidence);
    gaps[bin] = (gaps[bin] as number) + (confidence - right) / rows;
    hits[guess] = (hits[guess] as number) + right;
    seen[guess] = (seen[guess] as number) + 1;
    for (let c = 0; c < classes; c++) {
      const share = truth[row * classes + c] as number;
      seen[c] = (seen[c] as number) + share;
      nll -= (share * logProbability(probabilities[row * classes + c] as number)) / rows;
    }
  }
  const scores = hits.map((count, c) => (2 * count) / (seen[c] as number));
  return {
    accuracy,
    f1: scores.reduce((sum, score) => sum + score, 0) / classes,
    nll,
    ece: gaps.reduce((sum, gap) => sum + Math.abs(gap), 0),
  };
}

/** The advantage of the first model over the second: lower loss, higher accuracy. */
export function gainTruths({ classes, truth, models }: ClassPopulation): Record<string, number> {
  const [one, other] = models as [Float64Array, Float64Array];
  const rows = truth.length / classes;
  let loss = 0;
  let accuracy = 0;
  truth.forEach((share, at) => {
    loss += share * (logProbability(one[at] as number) - logProbability(other[at] as number));
  });
  for (let row = 0; row < rows; row++) {
    const [mine, theirs] = [one, other].map(
      (each) => truth[row * classes + chosenClass(each, row, classes)] as number,
    );
    accuracy += (mine as number) - (theirs as number);
  }
  return { loss: loss / rows, accuracy: accuracy / rows };
}
