import { classCounts } from '../class-counts.ts';
import { classTotals } from '../class-totals.ts';
import type { ClassExamples, Metric } from '../metric.ts';

/** Cohen's kappa: agreement beyond chance, all mistakes weighted equally. 0 where chance explains everything. */
export const cohenKappa = kappa(
  'cohenKappa',
  "Cohen's kappa: agreement of true and predicted classes beyond chance",
  (one, other) => (one === other ? 0 : 1),
);

/** Cohen's kappa with mistakes weighted by the squared distance of the classes, for ordered classes. */
export const quadraticKappa = kappa(
  'quadraticKappa',
  "Cohen's kappa with mistakes weighted by the squared distance between the classes, in their order",
  (one, other) => (one - other) ** 2,
);

function kappa(
  name: string,
  description: string,
  disagreement: (one: number, other: number) => number,
): Metric<ClassExamples> {
  return {
    name,
    direction: 'maximize',
    range: [-1, 1],
    format: 'number',
    description,
    measure(examples) {
      const { classes } = examples;
      const countsUnder = classCounts(examples);
      const totalsUnder = classTotals(examples);
      return (weights) => {
        const counts = countsUnder(weights);
        const totals = totalsUnder(weights);
        const rows = totals.reduce((sum, { actual }) => sum + actual, 0);
        let observed = 0;
        let expected = 0;
        totals.forEach(({ actual }, one) => {
          totals.forEach(({ predicted }, other) => {
            const cost = disagreement(one, other);
            observed += cost * (counts[one * classes + other] as number);
            expected += (cost * actual * predicted) / rows;
          });
        });
        return expected === 0 ? 0 : 1 - observed / expected;
      };
    },
  };
}
