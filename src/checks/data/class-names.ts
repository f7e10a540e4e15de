import { findAlikeNames } from '../../data-report/columns/alike-names.ts';
import type { Check } from '../check.ts';

export const classNames: Check = {
  name: 'class-names',
  hypothesis: 'no class is another one misspelt',
  isCheap: true,
  run({ source: { raw } }) {
    const { target } = raw;
    if (target.kind === 'regression') return { status: 'skip', message: 'a regression has no classes' };
    const counts = new Int32Array(target.classes.length);
    for (const label of target.labels) counts[label] = (counts[label] as number) + 1;
    const names = target.classes.map((name, label) => ({ name, count: counts[label] as number }));
    const alike = findAlikeNames(names);
    const numbers = { classes: names.length, alike: alike.length };
    if (alike.length === 0) return { status: 'pass', message: 'all class names differ', numbers };
    const lines = alike.map(
      ({ rare, common }) =>
        `${JSON.stringify(rare.name)} (rows: ${rare.count}) is nearly ${JSON.stringify(common.name)} (rows: ${common.count})`,
    );
    return {
      status: 'fail',
      message: lines.join('; '),
      advice: 'If they are one class, give them one name: the net must else learn to tell them apart.',
      numbers,
    };
  },
};
