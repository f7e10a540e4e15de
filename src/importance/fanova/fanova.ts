import { percentileInterval } from '../../statistics/bootstrap.ts';
import { meanOf } from '../../statistics/mean.ts';
import { level, spreadOf } from '../../statistics/mean-interval.ts';
import { normalQuantile } from '../../statistics/normal-quantile.ts';
import type { Random } from '../../statistics/random.ts';
import type { Effect, ImportanceMethod, ImportanceQuestion } from '../importance.ts';
import { type Regime, regimesOf } from './regimes.ts';
import type { TreeData } from './split.ts';
import { growTree } from './tree.ts';
import { varianceShares } from './variance.ts';

/** As many as Optuna's forest has. */
const trees = 64;
/** Trees that also have a shuffled copy of each parameter. */
const shadowTrees = 24;

/**
 * fANOVA (Hutter et al., ICML 2014): the share of the variance of the objective over the whole search space that each
 * parameter explains alone, and with `isPairwise` each pair beyond that, in a random forest fitted to the complete
 * trials. The intervals are those over the trees, each grown on its own bootstrap sample.
 */
export const fanova: ImportanceMethod = {
  name: 'fanova',
  isPairwise: true,
  needsValues: true,
  measure(question) {
    const effects = regimesOf(question).flatMap((regime, at) => effectsOf(regime, question, at));
    return {
      effects: effects.sort((one, other) => other.importance - one.importance),
      trials: question.observations.filter(({ loss }) => loss !== undefined).length,
    };
  },
};

/** The effects of a regime's own parameters; others are part of the forest because they may interact with these. */
function effectsOf(
  { names, own, data }: Regime,
  { isPairwise, random }: ImportanceQuestion,
  number: number,
): Effect[] {
  const pairs = isPairwise ? pairsOf(names.length) : [];
  const members = [...names.map((_, parameter) => [parameter]), ...pairs];
  const chance = random(`forest ${number}`);
  const found = Array.from({ length: trees }, () => sharesOf(data, pairs, chance));
  const excess = shadowExcess(data, pairs, random(`shadows ${number}`));
  const limit = normalQuantile(1 - (1 - level) / members.length);
  return members.flatMap((indices, at) => {
    if (!indices.some((index) => own[index])) return [];
    const shares = Float64Array.from(found, (each) => each[at] as number);
    const { mean, std } = spreadOf(excess.map((each) => each[at] as number));
    return {
      parameters: indices.map((index) => names[index] as string),
      trials: data.losses.length,
      importance: meanOf(shares),
      ...percentileInterval(shares),
      isVisible: mean > limit * std,
    };
  });
}

/** The variance shares of a tree that is grown on a bootstrap sample. */
function sharesOf(data: TreeData, pairs: readonly (readonly [number, number])[], random: Random): number[] {
  const { length } = data.losses;
  const sample = Int32Array.from({ length }, () => random.word() % length);
  return varianceShares(growTree(data, sample), data.grids, pairs);
}

/**
 * By how much each share exceeds that of a copy of the same parameters whose values are shuffled among the trials, tree
 * by tree (Kursa & Rudnicki, Journal of Statistical Software 36, 2010): what a parameter without effect would get here.
 */
function shadowExcess(
  { grids, places, losses }: TreeData,
  pairs: readonly (readonly [number, number])[],
  random: Random,
): number[][] {
  const { length } = grids;
  const shadows = pairs.map(([one, other]): [number, number] => [length + one, length + other]);
  return Array.from({ length: shadowTrees }, () => {
    const shuffled = places.map((own) => random.shuffle(own.slice()));
    const data = { grids: [...grids, ...grids], places: [...places, ...shuffled], losses };
    const shares = sharesOf(data, [...pairs, ...shadows], random);
    const own = [...shares.slice(0, length), ...shares.slice(2 * length, 2 * length + pairs.length)];
    const copies = [...shares.slice(length, 2 * length), ...shares.slice(2 * length + pairs.length)];
    return own.map((share, at) => share - (copies[at] as number));
  });
}

function pairsOf(count: number): [number, number][] {
  return Array.from({ length: count }, (_, one) => one).flatMap((one) =>
    Array.from({ length: count - one - 1 }, (_, next): [number, number] => [one, one + 1 + next]),
  );
}
