import type { SourceRows } from '../../data/load-dataset.ts';
import type { NumberColumn, RawTarget } from '../../data/raw-data.ts';
import { declared } from '../../data/table/declaration-text.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { percent } from '../../reports/number-text.ts';
import { chiSquareTail } from '../../statistics/chi-square.ts';
import { valuesAt } from '../../statistics/places.ts';
import { explainedRanks, rankCorrelation, ranksOf } from '../../statistics/ranks/rank-tests.ts';
import { columnFinding } from '../columns/finding-list.ts';

const fewestCodes = 3;
const mostCodes = 20;
const largestCode = 100;
const fewestRows = 200;
/** Share of the ranks' variance that the values explain as names beyond what they explain as numbers, twice that at least. */
const leastGain = 0.03;
const mostChance = 1e-6;

/**
 * `coded-column`: a few small whole numbers with which the target neither rises nor falls in proportion, so that they may
 * be names: of occupations, of regions. Under the hypothesis that the rank of the target is linear in that of the number,
 * (n − 1) (η² − ρ²) is χ² with k − 2 degrees of freedom.
 */
export function findCodes({ raw }: SourceRows, rows: Int32Array): DataFinding[] {
  if (raw.inputs.kind !== 'table' || rows.length < fewestRows) return [];
  return raw.inputs.columns.flatMap((column) => {
    if (column.kind === 'category' || column.form?.type === 'ordinal' || !isCoded(column, rows)) return [];
    const gain = largestGain(column, raw.target, rows);
    if (gain === undefined) return [];
    return [
      columnFinding(column.name, {
        severity: 'info',
        kind: 'coded-column',
        message: `its ${gain.codes} whole numbers may be codes: as names they explain ${percent(gain.asNames)} of the ranks of ${gain.what}, as numbers ${percent(gain.asNumbers)}`,
        advice: `if they are no amounts, set data.columns to ${declared(column.name, 'category')}`,
        count: gain.codes,
      }),
    ];
  });
}

function isCoded({ values, form }: NumberColumn, rows: Int32Array): boolean {
  if (form !== undefined && form.type !== 'number' && form.type !== 'integer') return false;
  const distinct = new Set<number>();
  for (const row of rows) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || Math.abs(value) > largestCode) return false;
    distinct.add(value);
    if (distinct.size > mostCodes) return false;
  }
  return distinct.size >= fewestCodes;
}

/** The gain by names over numbers for the target, or for the class that gains most; undefined where none does. */
function largestGain({ values }: NumberColumn, target: RawTarget, rows: Int32Array) {
  const members = rows.filter((row) => !Number.isNaN(values[row]));
  if (members.length < fewestRows) return undefined;
  const own = valuesAt(values, members);
  const codes = new Set(own).size;
  const ranks = ranksOf(own);
  const gains = judgedTargets(target, members).map(({ what, values: judged }) => {
    const others = ranksOf(judged);
    const asNames = explainedRanks(others, own).share;
    const asNumbers = rankCorrelation(ranks, others).value ** 2;
    return { what, codes, asNames, asNumbers, gain: asNames - asNumbers };
  });
  const found = gains.filter(
    ({ gain, asNumbers }) =>
      gain >= Math.max(leastGain, asNumbers) &&
      chiSquareTail((members.length - 1) * gain, codes - 2) * gains.length <= mostChance,
  );
  return found.toSorted((one, other) => other.gain - one.gain)[0];
}

function judgedTargets(target: RawTarget, members: Int32Array) {
  if (target.kind === 'regression') return [{ what: 'the target', values: valuesAt(target.values, members) }];
  return target.classes.slice(0, mostCodes).map((name, label) => ({
    what: `'${name}'`,
    values: Float64Array.from(members, (row) => Number(target.labels[row] === label)),
  }));
}
