import { chiSquareTail } from '../../src/statistics/chi-square.ts';

/** Nemenyi's 95 % quantiles for 2 to 20 methods: those of the studentized range, divided by the root of 2. */
const quantiles = [
  1.96, 2.344, 2.569, 2.728, 2.85, 2.948, 3.031, 3.102, 3.164, 3.219, 3.268, 3.313, 3.354, 3.391, 3.426,
  3.458, 3.489, 3.517, 3.544,
];

export interface Ranking {
  /** The mean rank of each method over the tables; 1 is the best. */
  readonly ranks: readonly number[];
  /** The p-value of Friedman's test that all methods are equally good. */
  readonly chance: number;
  /** Two mean ranks that differ by less cannot be told apart (Nemenyi); undefined for more than 20 methods. */
  readonly criticalDifference: number | undefined;
}

/** Ranks methods by the losses [table][method] (Demšar, JMLR 7, 2006); equal losses share the mean of their ranks. */
export function rankMethods(losses: readonly (readonly number[])[]): Ranking {
  const tables = losses.length;
  const methods = losses[0]?.length ?? 0;
  const ranks = new Array<number>(methods).fill(0);
  for (const row of losses) {
    row.forEach((loss, method) => {
      const below = row.filter((other) => other < loss).length;
      const equal = row.filter((other) => other === loss).length;
      ranks[method] = (ranks[method] as number) + (below + (equal + 1) / 2) / tables;
    });
  }
  const squares = ranks.reduce((sum, rank) => sum + rank ** 2, 0);
  const spread = squares - (methods * (methods + 1) ** 2) / 4;
  const statistic = ((12 * tables) / (methods * (methods + 1))) * spread;
  const quantile = quantiles[methods - 2];
  return {
    ranks,
    chance: chiSquareTail(statistic, methods - 1),
    criticalDifference: quantile && quantile * Math.sqrt((methods * (methods + 1)) / (6 * tables)),
  };
}
