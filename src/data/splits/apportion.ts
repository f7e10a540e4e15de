/** Quotas this close to a whole number count as that number: 1 − 0.2 − 0.2 is not quite 0.6. */
const rounding = 1e-9;

/**
 * Divides each group by the same fractions (which sum to 1) into whole numbers: [group][share]. Each number is group ×
 * fraction rounded down or up, by the largest remainder. Rounding errors carry over from group to group, so that many
 * small groups do not all favour the same share.
 */
export function apportion(groups: readonly number[], fractions: readonly number[]): number[][] {
  const owed = fractions.map(() => 0);
  return groups.map((group) => {
    const quotas = fractions.map((fraction) => group * fraction);
    const counts = roundQuotas(quotas, owed, group);
    quotas.forEach((quota, share) => {
      owed[share] = (owed[share] as number) + quota - (counts[share] as number);
    });
    return counts;
  });
}

function roundQuotas(quotas: readonly number[], owed: readonly number[], total: number): number[] {
  const counts = quotas.map((quota) => Math.floor(quota + rounding));
  const left = total - counts.reduce((sum, count) => sum + count, 0);
  const claims = quotas.map((quota, share) => {
    const remainder = quota - (counts[share] as number);
    const claim = remainder < rounding ? Number.NEGATIVE_INFINITY : remainder + (owed[share] as number);
    return { share, claim };
  });
  claims.sort((one, other) => other.claim - one.claim);
  for (const { share } of claims.slice(0, left)) counts[share] = (counts[share] as number) + 1;
  return counts;
}
