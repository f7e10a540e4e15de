import { weightedMean } from '../../statistics/mean.ts';
import type { Metric, RowWeights, ValueExamples } from '../metric.ts';

/** The correlation of the ranks of targets and predictions, ties at their mean rank; 0 when either is constant. */
export const spearman: Metric<ValueExamples> = {
  name: 'spearman',
  direction: 'maximize',
  range: [-1, 1],
  format: 'number',
  description: "Spearman's correlation: how well the order of the predictions is the order of the targets",
  measure({ actual, predicted }) {
    const ranksOf = [actual, predicted].map(rankUnder);
    return (weights) => {
      const [first, second] = ranksOf.map((rank) => rank(weights)) as [Float64Array, Float64Array];
      return correlation(first, second, weights);
    };
  },
};

/** [rows] mean ranks, as if each row occurred as often as its weight. */
function rankUnder(values: Float64Array): (weights?: RowWeights) => Float64Array {
  const order = Uint32Array.from(values.keys()).sort(
    (one, other) => (values[one] as number) - (values[other] as number),
  );
  return (weights) => {
    const ranks = new Float64Array(values.length);
    let before = 0;
    for (let start = 0; start < order.length; ) {
      let end = start;
      let tied = 0;
      for (; end < order.length && values[order[end] as number] === values[order[start] as number]; end++) {
        tied += weights?.[order[end] as number] ?? 1;
      }
      for (; start < end; start++) ranks[order[start] as number] = before + (tied + 1) / 2;
      before += tied;
    }
    return ranks;
  };
}

/** Pearson's correlation under weights; 0 when either is constant. */
function correlation(one: Float64Array, other: Float64Array, weights?: RowWeights): number {
  const means = [one, other].map((each) => weightedMean(each, weights)) as [number, number];
  let [both, ofOne, ofOther] = [0, 0, 0];
  for (let row = 0; row < one.length; row++) {
    const weight = weights?.[row] ?? 1;
    const [first, second] = [(one[row] as number) - means[0], (other[row] as number) - means[1]];
    both += weight * first * second;
    ofOne += weight * first * first;
    ofOther += weight * second * second;
  }
  const spread = Math.sqrt(ofOne * ofOther);
  return spread === 0 ? 0 : Math.max(-1, Math.min(1, both / spread));
}
