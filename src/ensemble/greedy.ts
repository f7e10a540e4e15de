import { randomFor } from '../statistics/random.ts';
import { judgeBy } from './judge.ts';
import type { EnsembleWeigher, Precedence } from './method.ts';
import { byPrecedence, inOrder, lowest, type Score, selectGreedily, sharesOf } from './selection.ts';

/** Enough rounds for weights in steps of two percent. */
const rounds = 50;

/** Each bag contains a candidate with probability ½. */
const bags = 20;

/**
 * Bagged forward selection (Caruana et al., ICML 2004): the mean shares of selections among random halves of the
 * candidates determine the members. A selection among the members gives the weights, since mean shares would leave half
 * to the others when one model is far better than all.
 */
export const greedy: EnsembleWeigher = ({ metric, task, y, seed, ...examples }) => {
  const { view, score } = judgeBy(metric, task, y, examples);
  const candidates = examples.candidates.map(view);
  const { precedence = inOrder(candidates) } = examples;
  const pool = { candidates, score, precedence };
  const best = lowest(candidates.map(score), precedence)[0] ?? 0;
  const shares = baggedShares(pool, seed);
  const ranked = [...candidates.keys()].sort(
    (one, other) =>
      (shares[other] as number) - (shares[one] as number) || byPrecedence(precedence)(one, other),
  );
  return (size) => {
    // The best single candidate is always a member, so that no size is worse on these examples than that one alone.
    const others = ranked.filter((candidate) => candidate !== best).slice(0, size - 1);
    const members = [best, ...others].sort((one, other) => one - other);
    return among(members, pool);
  };
};

/** The candidates' views, and their scoring. */
interface Pool {
  readonly candidates: readonly Float64Array[];
  readonly score: Score;
  readonly precedence: Precedence;
}

/** Each candidate's share of the picks, averaged over all bags. */
function baggedShares(pool: Pool, seed: number): number[] {
  const { candidates } = pool;
  const all = [...candidates.keys()];
  const sums = new Array<number>(candidates.length).fill(0);
  for (let bag = 0; bag < bags; bag++) {
    const random = randomFor(seed, 'ensemble', 'bag', bag);
    const drawn = all.filter(() => random.next() < 0.5);
    const shares = among(drawn.length === 0 ? all : drawn, pool);
    shares.forEach((share, candidate) => {
      sums[candidate] = (sums[candidate] as number) + share / bags;
    });
  }
  return sums;
}

/** The weights of all candidates when only these may be picked. */
function among(members: readonly number[], { candidates, score, precedence }: Pool): number[] {
  const chosen = members.map((member) => candidates[member] as Float64Array);
  const own = members.map((member) => precedence[member] as number);
  const { picks } = selectGreedily(chosen, score, rounds, own);
  return sharesOf(
    picks.map((pick) => members[pick] as number),
    candidates.length,
  );
}
