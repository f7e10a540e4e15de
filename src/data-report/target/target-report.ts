import { bySplit, splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawTarget } from '../../data/raw-data.ts';
import type { DataFinding, TargetReport } from '../../reports/data-report.ts';
import { brief, percent } from '../../reports/number-text.ts';
import { countCodes } from '../columns/category-summary.ts';
import { categoryDrift, type DriftTest, numberDrift } from '../columns/drift.ts';
import { columnFinding } from '../columns/finding-list.ts';
import { measureNumbers } from '../columns/number-column.ts';
import { findOutliers, type JudgedColumn } from '../columns/number-findings.ts';
import { othersText, spikeOf } from '../columns/spike.ts';
import { findInClasses } from './class-findings.ts';
import { sortedFinding } from './sorted-finding.ts';

const listedRows = 20;
const skewed = 1;
const verySkewed = 3;

export interface TargetLook {
  readonly report: TargetReport;
  readonly findings: readonly DataFinding[];
  readonly drift: readonly DriftTest[];
}

/** The classes per split, or the distribution of a regression's target. */
export function lookAtTarget(source: SourceRows): TargetLook {
  const { target } = source.raw;
  return target.kind === 'classification' ? lookAtClasses(target, source) : lookAtNumbers(target, source);
}

type Target<Kind> = Extract<RawTarget, { kind: Kind }>;

function lookAtClasses({ classes, labels }: Target<'classification'>, { raw, rows }: SourceRows): TargetLook {
  const counts = bySplit((split) => countCodes(labels, classes.length, rows[split]));
  const report = {
    kind: 'classification' as const,
    classes: classes.map((name, label) => ({
      name,
      counts: splitNames.map((split) => counts[split][label] as number),
    })),
  };
  const rowsOf = (name: string) => {
    const found: number[] = [];
    const label = classes.indexOf(name);
    for (let index = 0; index < labels.length && found.length < listedRows; index++) {
      if (labels[index] === label) found.push(raw.rowNumbers[index] as number);
    }
    return found;
  };
  const sizes = bySplit((split) => rows[split].length);
  return {
    report,
    findings: [...findInClasses(report, rowsOf), ...sortedFinding(raw.target, raw)],
    drift: categoryDrift('the target', classes, counts, sizes),
  };
}

function lookAtNumbers(target: Target<'regression'>, source: SourceRows): TargetLook {
  const { raw } = source;
  const column = measureNumbers(target, source);
  const { name, summary, sortedBySplit, distanceTo } = column;
  const sizes = bySplit((split) => source.rows[split].length);
  return {
    report: { kind: 'regression', name, ...summary },
    findings: [
      ...findTwoParts(column),
      ...findOutliers(column, 'target-outliers'),
      ...findSkew(name, summary),
      ...sortedFinding(target, raw),
    ],
    drift: numberDrift(name, sortedBySplit, sizes, distanceTo),
  };
}

/** `two-part-target`: many rows have one value, mostly 0, and the others an amount. */
function findTwoParts({ name, sorted, commonest, show }: JudgedColumn): DataFinding[] {
  const spike = spikeOf(sorted, commonest);
  if (spike === undefined) return [];
  const value = show(spike.value);
  return [
    columnFinding(name, {
      severity: 'warn',
      kind: 'two-part-target',
      message: `${percent(spike.share)} of the targets are ${value}; ${othersText(spike, show)}: these are two questions in one`,
      advice: `predict whether it is ${value} by a column of yes and no, and how much it is on the other rows alone; for both at once look at valMae and valSpearman, for a mean of the two parts occurs in no row`,
      count: Math.round(spike.share * sorted.length),
    }),
  ];
}

function findSkew(name: string, { skewness, min }: { skewness: number; min: number }): DataFinding[] {
  if (Math.abs(skewness) < skewed) return [];
  const transform = skewness < 0 || min <= -1 ? 'power' : min > 0 ? 'log' : 'log1p';
  return [
    columnFinding(name, {
      severity: Math.abs(skewness) < verySkewed ? 'info' : 'warn',
      kind: 'skewed-target',
      message: `the target is skewed to the ${skewness > 0 ? 'right' : 'left'}, by ${brief(skewness)}`,
      advice: `a squared error follows the few largest deviations: look at valMae too, or set data.targetTransform to "${transform}"`,
    }),
  ];
}
