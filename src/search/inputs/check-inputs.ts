import type { Dataset } from '../../data/dataset.ts';
import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError } from '../../faults/errors.ts';
import type { TableSchema } from '../../reports/table-schema.ts';
import { type Finding, toFaults } from '../../space-file/finding.ts';
import type { ReadSpace } from '../../space-file/parse-space.ts';
import { columnsOf } from '../../study/inputs/columns-of.ts';
import type { WrittenSpec } from '../../study/study-spec.ts';
import { seriesKeys } from '../../study/windows/sequence-spec.ts';

/** FaultsError where `data.inputs` of a table does not divide its input columns, or goes with windows. */
export function checkInputs(
  { data: { inputs, ...data } }: Pick<WrittenSpec, 'data'>,
  { preprocessing }: Pick<Dataset, 'preprocessing'>,
  schema: TableSchema | undefined,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): void {
  if (inputs === undefined || Array.isArray(inputs)) return;
  const groups = Object.entries(inputs as Readonly<Record<string, readonly string[]>>);
  const findings =
    seriesKeys(data) === undefined
      ? groupFindings(
          groups,
          (columnsOf(preprocessing) ?? []).map(({ name }) => name),
          schema,
        )
      : [
          {
            path: ['data', 'inputs'],
            constraint: 'must be left out with a window or a sequence, whose rows are one input',
          },
        ];
  if (findings.length === 0) return;
  throw new FaultsError(toFaults(findings, file, (path) => locate(path.map(String).join('.'))));
}

function groupFindings(
  groups: readonly (readonly [name: string, columns: readonly string[]])[],
  used: readonly string[],
  schema: TableSchema | undefined,
): Finding[] {
  const known = [...new Set([...(schema?.columns.map(({ name }) => name) ?? []), ...used])];
  const named = groups.flatMap(([, columns]) => columns);
  const ofGroups = groups.flatMap(([group, columns]): Finding[] => {
    const path = ['data', 'inputs', group];
    const unknown = columns.filter((column) => !known.includes(column));
    if (unknown.length > 0) {
      const [value] = unknown;
      const hint = didYouMean(value, known) ?? `the inputs are ${used.slice(0, 10).join(', ')}`;
      return [{ path, constraint: 'must name columns of the table', value, hint }];
    }
    if (columns.some((column) => used.includes(column))) return [];
    return [{ path, constraint: 'must have a column that is an input, and all of its are left out' }];
  });
  const twice = named.filter((column, at) => named.indexOf(column) !== at);
  const missing = used.filter((column) => !named.includes(column));
  const path = ['data', 'inputs'];
  return [
    ...ofGroups,
    ...twice.map((value) => ({ path, constraint: 'must name each column once', value })),
    ...(missing.length === 0
      ? []
      : [{ path, constraint: `must name every input column, and lacks ${missing.slice(0, 10).join(', ')}` }]),
  ];
}
