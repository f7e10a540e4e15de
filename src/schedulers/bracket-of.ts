import type { Bracket } from './scheduler.ts';

/**
 * The bracket of each draw, as a function of its number. Error diffusion: each draw goes to the bracket that is furthest
 * behind its share, so that every prefix of the draws has the shares up to rounding.
 */
export function bracketOf(brackets: readonly Bracket[]): (draw: number) => number {
  const total = brackets.reduce((sum, { weight }) => sum + weight, 0);
  const behind = brackets.map(() => 0);
  // The weights are whole numbers, so the pattern repeats after as many draws as there are shares.
  const pattern = Array.from({ length: total }, () => {
    brackets.forEach(({ weight }, bracket) => {
      behind[bracket] = (behind[bracket] as number) + weight;
    });
    const next = behind.indexOf(Math.max(...behind));
    behind[next] = (behind[next] as number) - total;
    return next;
  });
  return (draw) => pattern[draw % total] as number;
}
