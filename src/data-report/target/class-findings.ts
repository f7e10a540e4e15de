import { splitNames } from '../../data/dataset.ts';
import type { DataFinding, TargetReport } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { findAlikeNames } from '../columns/alike-names.ts';

type ClassReport = Extract<TargetReport, { kind: 'classification' }>;

const strongImbalance = 20;
const someImbalance = 5;
const fewestToTrain = 10;
const fewestToMeasure = 5;
const listedClasses = 5;

/** Findings about the sizes and names of classes. `rowsOf` returns some rows of a class. */
export function findInClasses(target: ClassReport, rowsOf: (name: string) => number[]): DataFinding[] {
  return [...imbalance(target), ...fewRows(target), ...alikeClasses(target, rowsOf)];
}

const total = ({ counts }: ClassReport['classes'][number]) => counts.reduce((sum, count) => sum + count, 0);

function imbalance({ classes }: ClassReport): DataFinding[] {
  const sorted = classes.toSorted((one, other) => total(other) - total(one));
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (most === undefined || least === undefined) return [];
  const ratio = total(most) / total(least);
  if (ratio < someImbalance) return [];
  const isStrong = ratio >= strongImbalance;
  return [
    {
      severity: isStrong ? 'warn' : 'info',
      kind: 'class-imbalance',
      message: `for each row of class '${least.name}' (${total(least)}) there are ${Math.round(ratio)} of '${most.name}' (${total(most)})`,
      advice: isStrong
        ? 'accuracy hides what happens to the rare class: set data.classWeights to "balanced" or, of two classes, training.threshold to "auto"; and objective.metric to valF1, valBalancedAccuracy or valAveragePrecision'
        : 'look at valF1 beside the accuracy',
      columns: [],
      rows: [],
      count: total(least),
    },
  ];
}

/** One finding for all splits: they are mostly the same classes. */
function fewRows({ classes }: ClassReport): DataFinding[] {
  const scarce = splitNames.flatMap((split, place) => {
    const fewest = split === 'train' ? fewestToTrain : fewestToMeasure;
    // A study may do without a test split.
    if (classes.every(({ counts }) => counts[place] === 0)) return [];
    const found = classes.filter(({ counts }) => (counts[place] as number) < fewest);
    if (found.length === 0) return [];
    const named = found.slice(0, listedClasses).map(({ name, counts }) => `'${name}' ${counts[place]}`);
    const more = found.length > listedClasses ? `, … (${found.length} classes)` : '';
    return [{ split, count: found.length, text: `${split} ${named.join(', ')}${more}` }];
  });
  if (scarce.length === 0) return [];
  const isTrained = scarce.some(({ split }) => split === 'train');
  return [
    {
      severity: 'warn',
      kind: 'few-rows-of-a-class',
      message: `some classes have few rows: ${scarce.map(({ text }) => text).join('; ')}`,
      advice: isTrained
        ? 'a class is not learnt from so few rows, nor measured on them: collect more, or join or leave out the class'
        : 'what is measured on so few rows is mostly luck: collect more, or make the split larger',
      columns: [],
      rows: [],
      count: Math.max(...scarce.map(({ count }) => count)),
    },
  ];
}

function alikeClasses(target: ClassReport, rowsOf: (name: string) => number[]): DataFinding[] {
  const names = target.classes.map((each) => ({ name: each.name, count: total(each) }));
  return findAlikeNames(names).map(({ rare, common }) => ({
    severity: 'warn',
    kind: 'alike-class-names',
    message: `the classes '${rare.name}' (${counted(rare.count, 'row')}) and '${common.name}' (${common.count}) may be one`,
    advice: 'if they are, write both alike: as it stands they are told apart',
    columns: [],
    rows: rowsOf(rare.name),
    count: rare.count,
  }));
}
