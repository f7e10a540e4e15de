import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawTarget } from '../../data/raw-data.ts';
import type { DataFinding, TargetReport } from '../../reports/data-report.ts';
import { brief } from '../../reports/number-text.ts';
import { countCodes } from '../columns/category-summary.ts';
import { bySplit, categoryDrift, type DriftTest, numberDrift } from '../columns/drift.ts';
import { columnFinding } from '../columns/finding-list.ts';
import { measureNumbers } from '../columns/number-column.ts';
import { findOutliers } from '../columns/number-findings.ts';
import { findInClasses } from './class-findings.ts';

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
    findings: findInClasses(report, rowsOf),
    drift: categoryDrift('the target', classes, counts, sizes),
  };
}

function lookAtNumbers(target: Target<'regression'>, source: SourceRows): TargetLook {
  const column = measureNumbers(target, source);
  const { name, summary, sortedBySplit } = column;
  const sizes = bySplit((split) => source.rows[split].length);
  return {
    report: { kind: 'regression', name, ...summary },
    findings: [...findOutliers(column, 'target-outliers'), ...findSkew(name, summary)],
    drift: numberDrift(name, sortedBySplit, sizes),
  };
}

function findSkew(name: string, { skewness, min }: { skewness: number; min: number }): DataFinding[] {
  if (Math.abs(skewness) < skewed) return [];
  const remedy = skewness > 0 && min > 0 ? 'predict its logarithm' : 'transform it';
  return [
    columnFinding(name, {
      severity: Math.abs(skewness) < verySkewed ? 'info' : 'warn',
      kind: 'skewed-target',
      message: `the target is skewed to the ${skewness > 0 ? 'right' : 'left'}, by ${brief(skewness)}`,
      advice: `a squared error follows the few largest deviations: look at valMae too, or ${remedy}`,
    }),
  ];
}
