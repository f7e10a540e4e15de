import { editDistance } from '../../faults/did-you-mean.ts';

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** A name this rare beside a similar one is probably a typo. */
const rareShare = 0.05;
const shortestName = 4;
const mostNames = 1000;

/** Two names that are probably meant to be one. `isSame`: they are equal except for case, blanks and punctuation. */
export interface AlikeNames {
  readonly rare: NamedCount;
  readonly common: NamedCount;
  readonly isSame: boolean;
}

/**
 * Names of classes or categories that differ only in case, blanks or punctuation, or a rare one that differs by one
 * letter.
 */
export function findAlikeNames(names: readonly NamedCount[]): AlikeNames[] {
  const sorted = names
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, mostNames);
  return sorted.flatMap((rare, place): AlikeNames[] => {
    const commoner = sorted.slice(0, place);
    const common = commoner.find((each) => bare(each.name) === bare(rare.name) && bare(rare.name) !== '');
    if (common !== undefined) return [{ rare, common, isSame: true }];
    const near = commoner.find(
      (each) => rare.count <= rareShare * each.count && isSlip(rare.name, each.name),
    );
    return near === undefined ? [] : [{ rare, common: near, isSame: false }];
  });
}

/** "Setosa ", "setosa" and "se-tosa" are one name. */
function bare(name: string): string {
  const letters = name.normalize('NFKC').toLowerCase();
  // In numbers punctuation matters: -1 and 1, 1.5 and 15, <5 and >5.
  return /\d/.test(letters) ? letters.replace(/\s+/g, '') : letters.replace(/[\s_.-]+/g, '');
}

function isSlip(one: string, other: string): boolean {
  if (/\d/.test(one) || /\d/.test(other)) return false;
  if (Math.min(one.length, other.length) < shortestName) return false;
  return (
    Math.abs(one.length - other.length) <= 1 && editDistance(one.toLowerCase(), other.toLowerCase()) === 1
  );
}
