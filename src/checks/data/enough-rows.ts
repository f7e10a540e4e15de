import { splitNames } from '../../data/dataset.ts';
import { judgedRows } from '../../data/folds.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import { counted, percent } from '../../reports/figure.ts';
import type { Check } from '../check.ts';

/** With fewer rows a measured share is uncertain by some 20 points. */
const fewestJudged = 20;
const fewestOfAClass = 5;
const listedClasses = 5;

export const enoughRows: Check = {
  name: 'enough-rows',
  hypothesis: 'every split has rows enough to learn from or to judge by, of every class',
  isCheap: true,
  run({ source }) {
    const { rows } = source;
    const { folds } = rows;
    const judged = folds === undefined ? rows.validation.length : judgedRows(folds).length;
    const numbers = { train: rows.train.length, validation: judged, test: rows.test.length };
    const faults = [...smallSplits(source), ...scarceClasses(source)];
    if (faults.length === 0) {
      const used = splitNames.filter((name) => rows[name].length > 0);
      const sizes = used.map((name) => `${rows[name].length} ${name}`).join(', ');
      const said = folds === undefined ? `${sizes} rows` : `${counted(judged, 'row')} judged by folds`;
      return { status: 'pass', message: said, numbers };
    }
    return {
      status: 'warn',
      message: faults.join('; '),
      advice: 'Differences between configurations may be chance: give the split more rows in data.split.',
      numbers,
    };
  },
};

function smallSplits({ rows, raw: { target } }: SourceRows): string[] {
  const { folds } = rows;
  const metric = target.kind === 'regression' ? 'mean error' : 'accuracy';
  return splitNames.flatMap((name) => {
    const count = rows[name].length;
    // A study may do without a test split.
    if (name === 'train' || count >= fewestJudged || (name === 'test' && count === 0)) return [];
    if (name === 'validation' && folds !== undefined) return [];
    const step = count === 0 ? '' : `: one of them is ${percent(1 / count)} of the ${metric}`;
    return [`${name} has ${counted(count, 'row')}${step}`];
  });
}

function scarceClasses({ raw: { target }, rows }: SourceRows): string[] {
  if (target.kind === 'regression') return [];
  const countsIn = (members: Int32Array) => {
    const counts = target.classes.map(() => 0);
    for (const row of members) {
      const label = target.labels[row] as number;
      counts[label] = (counts[label] as number) + 1;
    }
    return counts;
  };
  const named = (counts: readonly number[], isScarce: (count: number) => boolean) =>
    target.classes.filter((_, label) => isScarce(counts[label] as number));
  const untrained = named(countsIn(rows.train), (count) => count < fewestOfAClass);
  const absent = (name: 'validation' | 'test') =>
    rows[name].length === 0 ? [] : named(countsIn(rows[name]), (count) => count === 0);
  return [
    ...told(untrained, `fewer than ${fewestOfAClass} training rows are of`),
    ...(rows.folds === undefined ? told(absent('validation'), 'no validation row is of') : []),
    ...told(absent('test'), 'no test row is of'),
  ];
}

function told(names: readonly string[], what: string): string[] {
  if (names.length === 0) return [];
  const more = names.length > listedClasses ? ` and ${names.length - listedClasses} more` : '';
  return [`${what} ${names.slice(0, listedClasses).join(', ')}${more}`];
}
