/** Images by their class and that of their most similar image: [class][class]. */
export type Counts = readonly (readonly number[])[];

/** The counts of unchanged and of changed images. */
export interface Surviving {
  readonly classes: readonly string[];
  readonly unchanged: Counts;
  readonly changed: Counts;
}

/** A class that loses images to another one: the shares of its changed and unchanged images. */
export interface LostPair {
  readonly from: string;
  readonly to: string;
  readonly share: number;
  readonly before: number;
}

/** Classes that become alike lose a half to each other; digits by sound changes lost 0.22 at most. */
const lostShare = 1 / 3;
/** Standard errors, as if the changes of one image were one. */
const significant = 3;

/** The pairs of classes that changed images no longer tell apart, the worst first. */
export function lostPairs({ classes, unchanged, changed }: Surviving): LostPair[] {
  const pairs = classes.flatMap((from, label) => {
    const [own, plain] = [changed[label], unchanged[label]] as [readonly number[], readonly number[]];
    const rows = sumOf(plain);
    if (rows === 0) return [];
    return classes.flatMap((to, other) => {
      const share = (own[other] as number) / sumOf(own);
      const before = (plain[other] as number) / rows;
      const error = Math.sqrt((share * (1 - share) + before * (1 - before)) / rows);
      const isLost = label !== other && share >= lostShare && share - before > significant * error;
      return isLost ? [{ from, to, share, before }] : [];
    });
  });
  return pairs.sort((one, other) => other.share - one.share);
}

/** The share of images whose most similar one has their class, with its standard error; and the most frequent class's. */
export function shareRight(counts: Counts): {
  readonly share: number;
  readonly error: number;
  readonly baseRate: number;
} {
  const rows = sumOf(counts.flat());
  const share = sumOf(counts.map((own, label) => own[label] as number)) / rows;
  const baseRate = Math.max(...counts.map(sumOf)) / rows;
  return { share, error: Math.sqrt((share * (1 - share)) / rows), baseRate };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
