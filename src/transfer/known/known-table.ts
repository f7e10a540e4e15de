import { isMissing } from '../../data/cells/missing.ts';
import { FaultList } from '../../data/fault-list.ts';
import type { Value } from '../../study/distribution.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import { roleOf } from '../csv-columns.ts';
import { valueIn } from '../csv-row.ts';
import { eachRow } from '../csv-trials.ts';
import { decimalNumber } from '../decimal-number.ts';
import type { KnownTrial } from './choose-known.ts';

type Spec = Pick<StudySpec, 'space' | 'objective'>;

interface Column {
  readonly kind: 'parameter' | 'value' | 'state' | 'trial' | 'other';
  readonly name: string;
}

/**
 * The complete trials of a table whose columns may be those of another space: `value` or the objective's metric, and
 * parameters by their names. Rows are numbered from 0 unless a column `trial` numbers them. FaultsError when there is no
 * value, or one is no number.
 */
export async function readKnownTable(path: string, { space, objective }: Spec): Promise<KnownTrial[]> {
  const faults = new FaultList(path);
  const trials: KnownTrial[] = [];
  let columns: readonly Column[] | undefined;
  let row = 0;
  const distributionOf = (name: string) => space.find((parameter) => parameter.name === name)?.distribution;
  const hasValue = () => columns?.some(({ kind }) => kind === 'value') ?? false;
  const take = (cells: readonly string[], line: number) => {
    if (columns === undefined) {
      columns = columnsOf(cells, { space, objective });
      return;
    }
    if (!hasValue()) return;
    const cell = (kind: Column['kind']) =>
      cells[columns?.findIndex((each) => each.kind === kind) ?? -1]?.trim();
    const number = row++;
    if ((cell('state') ?? 'complete') !== 'complete') return;
    const text = cell('value') ?? '';
    const value = decimalNumber(text);
    if (!Number.isFinite(value)) {
      faults.add({
        field: 'value',
        constraint: 'must be a finite number in decimal digits',
        line,
        value: text,
      });
      return;
    }
    const config = columns.flatMap(({ kind, name }, index): [string, Value][] => {
      const written = cells[index]?.trim() ?? '';
      if (kind !== 'parameter' || isMissing(written)) return [];
      const distribution = distributionOf(name);
      const known = distribution === undefined ? written : valueIn(written, distribution);
      return known === undefined ? [] : [[name, known]];
    });
    const given = cell('trial') ?? '';
    const trial = /^\d{1,9}$/.test(given) ? Number(given) : number;
    trials.push({ trial, value, config: Object.fromEntries(config) });
  };
  await eachRow(path, faults, take);
  if (!hasValue()) {
    const constraint = `must have a column value or ${objective.metric}: how good each trial was`;
    faults.add({ field: '', constraint, line: 1 });
  }
  faults.throwIfAny();
  return trials;
}

/** An unknown column is taken as a parameter of another space, unless it is one of those that an export has. */
function columnsOf(header: readonly string[], { space, objective }: Spec): Column[] {
  const names = header.map((name) => name.trim());
  const metric = names.includes('value') ? 'value' : objective.metric;
  return names.map((name): Column => {
    if (name === metric || name === `metric.${metric}`) return { kind: 'value', name };
    const role = roleOf(name, space);
    if (name === 'state' || name === 'trial') return { kind: name, name };
    if (role?.kind === 'parameter') return { kind: 'parameter', name: role.name };
    return role === undefined
      ? { kind: 'parameter', name: name.replace(/^config\./, '') }
      : { kind: 'other', name };
  });
}
