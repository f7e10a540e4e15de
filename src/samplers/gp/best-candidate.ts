import type { Random } from '../../statistics/random.ts';
import { type Configuration, keyOf, type SearchSpace } from '../../study/search-space.ts';
import { configAt, movedShares, type Shares, sharesOf } from './shares.ts';

interface Candidate {
  readonly shares: Shares;
  readonly config: Configuration;
  readonly key: string;
  readonly score: number;
}

interface Choice {
  readonly space: SearchSpace;
  /** Configurations near which others are tried. */
  readonly near: readonly Configuration[];
  /** Configurations that it must not give. */
  readonly taken: readonly Configuration[];
  score(config: Configuration): number;
}

const randomPoints = 256;
const neighbours = 16;
const starts = 5;
const steps = 50;
/** Standard deviations of moves, on the unit interval. */
const widths = { least: 0.002, near: 0.02, first: 0.1, most: 0.2 };

/**
 * The configuration with the highest score: of random ones and of neighbours of good ones the best, from which a random
 * local search goes on. Its moves become longer after a gain and shorter otherwise. Undefined where it finds none that is
 * not taken.
 */
export function bestCandidate(choice: Choice, random: Random): Configuration | undefined {
  const { space } = choice;
  const candidateAt = judge(choice);
  const global = Array.from({ length: randomPoints }, () =>
    candidateAt(Float64Array.from(space, () => random.next())),
  );
  const local = choice.near.flatMap((config) => {
    const shares = sharesOf(space, config, random);
    return Array.from({ length: neighbours }, (_, index) =>
      candidateAt(movedShares(space, shares, index % 2 === 0 ? widths.first : widths.near, random)),
    );
  });
  const byKey = new Map([...global, ...local].map((candidate) => [candidate.key, candidate]));
  const begun = [...byKey.values()].toSorted((one, other) => other.score - one.score).slice(0, starts);
  const ended = begun.map((start) => {
    let best = start;
    let width = widths.first;
    for (let step = 0; step < steps; step++) {
      const next = candidateAt(movedShares(space, best.shares, width, random));
      const isBetter = next.score > best.score;
      if (isBetter) best = next;
      width = isBetter ? Math.min(widths.most, 1.5 * width) : Math.max(widths.least, 0.9 * width);
    }
    return best;
  });
  const best = ended.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score === Number.NEGATIVE_INFINITY ? undefined : best.config;
}

/** Scores each configuration once: discrete ones come again and again. */
function judge({ space, taken, score }: Choice): (shares: Shares) => Candidate {
  const scores = new Map(taken.map((config) => [keyOf(space, config), Number.NEGATIVE_INFINITY]));
  return (shares) => {
    const config = configAt(space, shares);
    const key = keyOf(space, config);
    const known = scores.get(key) ?? score(config);
    scores.set(key, known);
    return { shares, config, key, score: known };
  };
}
