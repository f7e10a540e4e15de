import { shownName } from '../../../faults/visible-text.ts';
import type { WhereReport } from '../../../reports/where-report.ts';
import { type BrokenBound, boundsInWords, type Where } from '../../../study/search/where.ts';
import { formatNumber } from '../parts/format.ts';

/** How many trials break the constraints, and that all do if the best one does. */
export function whereLines({ bounds, ended, refused, infeasible, brokenByBest }: WhereReport): string[] {
  const parts = [
    ...(refused > 0 ? [`${refused} of ${ended} trials had too many parameters and were not trained`] : []),
    ...(infeasible > 0
      ? [`${infeasible} of ${ended} trials break a constraint and rank below all others`]
      : []),
  ];
  const found = parts.length > 0 ? parts.join('; ') : `all ${ended} trials meet the constraints`;
  return [
    `where ${constraintsText(bounds)}: ${found}`,
    ...(brokenByBest === undefined
      ? []
      : [`no complete trial is within the constraints; the best has ${brokenText(brokenByBest)}`]),
  ];
}

/** "valF1 0.71, must be at least 0.8". */
export function brokenText(broken: readonly BrokenBound[]): string {
  return broken
    .map(({ name, value, bounds }) => {
      const reached = value === undefined ? 'no value' : formatNumber(value);
      return `${shownName(name)} ${reached}, must be ${boundsInWords(bounds)}`;
    })
    .join('; ');
}

function constraintsText(where: Where): string {
  return Object.entries(where)
    .map(([name, bounds]) => `${shownName(name)} ${boundsInWords(bounds)}`)
    .join(', ');
}
