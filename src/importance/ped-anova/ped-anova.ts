import { bootstrap, percentileInterval } from '../../statistics/bootstrap.ts';
import { meanOf } from '../../statistics/mean.ts';
import { level } from '../../statistics/mean-interval.ts';
import { holmAdjusted } from '../../statistics/paired-test.ts';
import type { Random } from '../../statistics/random.ts';
import type { ImportanceMethod, ImportanceQuestion } from '../importance.ts';
import { countPlaces, densityOf, divergenceOf, sumOf, type Totals } from './divergence.ts';
import { bestCount, type RankedParameter, type RankedTrials, rankedTrials } from './ranked-places.ts';

const resamples = 1000;
/** Random draws of as many trials as count as the best, for the divergence that chance gives. */
const chanceDraws = 1999;
/** More trials get fewer samples, at least a fifth, so that they cost no more. */
const fullTrials = 2000;
const leastShare = 0.2;

function samplesOf(trials: number, samples: number): number {
  return Math.ceil(samples * Math.max(leastShare, Math.min(1, fullTrials / trials)));
}

/**
 * PED-ANOVA (Watanabe et al., IJCAI 2023): how much each parameter's distribution among the best trials differs from that
 * among all. Few best trials differ from all by chance as well, so the mean divergence of as many random trials is
 * subtracted before shares are formed. Trials that were pruned or failed count as not among the best.
 */
export const pedAnova: ImportanceMethod = {
  name: 'ped-anova',
  isPairwise: false,
  needsValues: false,
  measure(question) {
    const ranked = rankedTrials(question);
    const best = bestCount(ranked.losses, question.bestShare);
    const totals = { all: ranked.losses.length, best };
    const chances = ranked.parameters.map((parameter) =>
      divergenceByChance(parameter, totals, question.random(`chance ${parameter.name}`)),
    );
    const divergences = divergencesOf(ranked, question.bestShare);
    const pValues = holmAdjusted(
      divergences.map((value, at) => chanceOf(value, chances[at] as Float64Array)),
    );
    const excess = excessOver(chances.map(meanOf));
    const importances = excess(divergences);
    const intervals = intervalsOf(question, ranked, divergences, excess);
    const effects = ranked.parameters.map(({ name, places }, at) => ({
      parameters: [name],
      trials: places.filter((place) => place >= 0).length,
      importance: importances[at] as number,
      ...(intervals[at] as { low: number; high: number }),
      isVisible: (pValues[at] as number) < 1 - level,
    }));
    return {
      effects: effects.sort((one, other) => other.importance - one.importance),
      trials: totals.all,
      best,
    };
  },
};

/** The divergence of each parameter, in the order of the ranked parameters; `weights` count trials more than once. */
export function divergencesOf(
  { parameters, losses }: RankedTrials,
  bestShare: number,
  weights?: Float64Array,
): number[] {
  const best = bestCount(losses, bestShare, weights);
  const totals =
    weights === undefined
      ? { all: losses.length, best }
      : { all: sumOf(weights), best: sumOf(weights.subarray(0, best)) };
  return parameters.map((parameter) =>
    divergenceOf(parameter.grid, countPlaces(parameter, best, weights), totals),
  );
}

/** The divergences of random draws: as many of the trials in which the parameter is active as are among the best. */
function divergenceByChance({ grid, places }: RankedParameter, totals: Totals, random: Random): Float64Array {
  const active = places.filter((place) => place >= 0);
  const drawn = places.subarray(0, totals.best).filter((place) => place >= 0).length;
  const { all } = countPlaces({ name: '', grid, places }, 0);
  const density = densityOf(grid, all);
  return Float64Array.from({ length: drawn === 0 ? 1 : samplesOf(totals.all, chanceDraws) }, () => {
    const best = new Float64Array(grid.size);
    for (let at = 0; at < drawn; at++) {
      const other = at + (random.word() % (active.length - at));
      const place = active[other] as number;
      active[other] = active[at] as number;
      active[at] = place;
      best[place] = (best[place] as number) + 1;
    }
    return divergenceOf(grid, { all, best }, totals, density);
  });
}

/** The p-value of a divergence: the share of random draws, itself included, that are at least as large. */
function chanceOf(divergence: number, draws: Float64Array): number {
  // Equal draws differ in the last bits where their sums have another order.
  const least = divergence * (1 - 1e-9);
  return (1 + draws.filter((each) => each >= least).length) / (draws.length + 1);
}

/** Shares of the divergences beyond those of chance; all 0 when none is beyond. */
function excessOver(chance: readonly number[]): (divergences: readonly number[]) => number[] {
  return (divergences) => {
    const beyond = divergences.map((value, at) => Math.max(0, value - (chance[at] as number)));
    const sum = beyond.reduce((total, value) => total + value, 0);
    return beyond.map((value) => (sum > 0 ? value / sum : 0));
  };
}

/**
 * Percentile intervals of the shares over bootstrapped trials. A resample repeats trials and so adds divergence; its
 * divergences are therefore centred on those of the trials themselves.
 */
function intervalsOf(
  { bestShare, random }: ImportanceQuestion,
  ranked: RankedTrials,
  divergences: readonly number[],
  excess: (divergences: readonly number[]) => number[],
) {
  const samples: number[][] = [];
  const collect = (weights: Float64Array) => samples.push(divergencesOf(ranked, bestShare, weights));
  const rows = ranked.losses.length;
  bootstrap({ rows, samples: samplesOf(rows, resamples) }, random('bootstrap'), [collect]);
  const shifts = divergences.map((value, at) => value - meanOf(samples.map((each) => each[at] as number)));
  const shares = samples.map((each) => excess(each.map((value, at) => value + (shifts[at] as number))));
  return divergences.map((_, at) =>
    percentileInterval(Float64Array.from(shares, (each) => each[at] as number)),
  );
}
