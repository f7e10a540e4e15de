import { percent } from '../../../reports/figure.ts';
import { binomialTail } from '../../../statistics/significance.ts';
import type { LabelEvidence } from './evidence.ts';

const shiftCertainty = 1e-6;

/**
 * True when the nearest neighbours are wrong less often by the factor `gain`. Only for classes: numbers in a time
 * series may follow their predecessor. Classes of a sorted file may too, so shifted labels are often better than
 * chance.
 */
export function fitsBetter(other: LabelEvidence, own: LabelEvidence, gain: number): boolean {
  let gained = 0;
  let lost = 0;
  let stillWrong = 0;
  own.hits.forEach((hit, row) => {
    const otherHit = other.hits[row];
    if (hit === 2 || otherHit === 2) return;
    if (hit === otherHit) stillWrong += 1 - hit;
    else if (hit === 0) gained++;
    else lost++;
  });
  const isRarer = gained + stillWrong > gain * (lost + stillWrong);
  return isRarer && binomialTail(gained, gained + lost, 0.5) < shiftCertainty;
}

/** The share of rows whose nearest neighbours are mostly of other classes. */
export function wrongShare({ hits }: LabelEvidence): number {
  const judged = hits.filter((hit) => hit !== 2);
  return judged.filter((hit) => hit === 0).length / Math.max(1, judged.length);
}

/** " (nearest neighbours: 93 % right)", where that is defined. */
export function rightShare(evidence: LabelEvidence): string {
  const isJudged = evidence.hits.some((hit) => hit !== 2);
  return isJudged ? ` (nearest neighbours: ${percent(1 - wrongShare(evidence))} right)` : '';
}
