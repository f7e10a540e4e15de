import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding, Severity } from '../../reports/data-report.ts';
import { counted, percent } from '../../reports/figure.ts';
import { excessDeviations, shareAtLeast } from '../../statistics/significance.ts';
import { trainIndex } from '../split-of-rows.ts';
import type { Copies } from './copies.ts';
import { repeatedInputs } from './repeated-inputs.ts';

/** Significance limit, in standard deviations, for more twins in training than training has in itself. */
const certainDeviations = 4;
/** Twins come in pairs and clusters, so their number varies about twice as much as that of independent rows. */
const clustering = 2;
const warnedShare = 0.05;
const repeatedShare = 0.3;
const listedRows = 20;

/** `split-leak` for rows that also occur in training, and `duplicate-rows` for those repeated within a split. */
export function copyFindings(source: SourceRows, copies: Copies): DataFinding[] {
  return [...leakFindings(source, copies), ...repetitionFindings(source, copies)];
}

/**
 * In a random split a validation row has a twin in training as often as a training row has, whatever the inputs.
 * Significantly more twins are copies: fail. With as many, fail when they are many, have equal targets, and half of the
 * columns distinguish rows as well as all do, since whole rows were then repeated before the split. Otherwise a warning
 * from 5 % on, unless coarse inputs make twins inevitable; a note then, and below 5 %.
 */
function leakFindings({ raw, rows }: SourceRows, copies: Copies): DataFinding[] {
  const counts = splitNames.map((name, split) => [copies.twins[split] as number, rows[name].length] as const);
  const inTrain = counts[trainIndex] as readonly [number, number];
  const others = counts.filter((_, split) => split !== trainIndex);
  const count = others.reduce((sum, [twins]) => sum + twins, 0);
  if (count === 0) return [];
  const all = [count, others.reduce((sum, [, total]) => sum + total, 0)] as const;
  const excess = [...others, all].some(
    (one) =>
      share(one) - share(inTrain) >= warnedShare &&
      excessDeviations(one, inTrain, clustering) > certainDeviations,
  );
  const isRepeated =
    copies.isCopied && shareAtLeast(...all) >= repeatedShare && copies.sameTargets >= 0.95 * count;
  const parts = splitNames.flatMap((name, split) => {
    const [twins, total] = counts[split] as readonly [number, number];
    return name === 'train' || twins === 0
      ? []
      : [`${twins} of ${total} ${name} rows (${percent(twins / total)})`];
  });
  const few: Severity = shareAtLeast(...all) > warnedShare && !copies.isCoarse ? 'warn' : 'info';
  return [
    {
      severity: excess || isRepeated ? 'fail' : few,
      kind: 'split-leak',
      message: `${parts.join(' and ')} ${count === 1 ? 'has' : 'have'} the inputs of a training row; of training rows ${percent(share(inTrain))} have a twin there`,
      advice: leakAdvice(excess || isRepeated || few === 'warn', copies),
      columns: [],
      rows: crossingRows(copies).map((row) => raw.rowNumbers[row] as number),
      count,
    },
  ];
}

function leakAdvice(isGrave: boolean, { groups, isCoarse }: Copies): string {
  if (repeatedInputs(groups.leader) !== undefined) {
    return 'Equal rows stand together, as rows of one person do: keep them in one split by data.split.group.';
  }
  if (isGrave) return 'Remove repeated rows before the split, or keep them in one split by a split column.';
  return isCoarse
    ? 'The inputs are coarse, so that rows agree by chance.'
    : 'Look at the pairs: so few change little.';
}

function repetitionFindings({ raw, rows }: SourceRows, copies: Copies): DataFinding[] {
  const count = copies.repeated.reduce((sum, repeated) => sum + repeated, 0);
  if (count === 0) return [];
  const parts = splitNames.flatMap((name, split) => {
    const repeated = copies.repeated[split] as number;
    return repeated === 0 ? [] : [`${repeated} of ${counted(rows[name].length, `${name} row`)}`];
  });
  return [
    {
      severity: 'info',
      kind: 'duplicate-rows',
      message: `${parts.join(', ')} ${count === 1 ? 'repeats' : 'repeat'} the inputs of an earlier row of their split`,
      advice: 'A repeated row counts as often as it stands there: keep one of them, unless that is meant.',
      columns: [],
      rows: repeatedRows(copies).map((row) => raw.rowNumbers[row] as number),
      count,
    },
  ];
}

function crossingRows({ splitOf, groups, firstInSplit }: Copies): number[] {
  const inTrain = firstInSplit[trainIndex];
  return firstRows(splitOf.length, (row) => {
    return splitOf[row] !== trainIndex && (inTrain?.[groups.leader[row] as number] ?? -1) >= 0;
  });
}

function repeatedRows({ splitOf, groups, firstInSplit }: Copies): number[] {
  return firstRows(splitOf.length, (row) => {
    const first = firstInSplit[splitOf[row] as number]?.[groups.leader[row] as number];
    return first !== undefined && first !== row;
  });
}

function firstRows(rows: number, isWanted: (row: number) => boolean): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows && found.length < listedRows; row++) if (isWanted(row)) found.push(row);
  return found;
}

function share([count, total]: readonly [number, number]): number {
  return total === 0 ? 0 : count / total;
}
