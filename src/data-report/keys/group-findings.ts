import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { percent } from '../../reports/number-text.ts';
import { columnFinding } from '../columns/finding-list.ts';
import { type Candidate, candidateOf } from './candidate.ts';
import { ColumnSpreads } from './column-spreads.ts';
import { alikeColumns, tellsTarget } from './evidence.ts';

/** Share of the judged rows whose value training rows have too, below which the split divides hardly a group. */
const fewestShared = 0.2;
const groupName =
  /(^|[_\W])(id|patient|subject|person|participant|user|customer|client|member|household|family|group|session|case|site|speaker|animal|device|machine|store)s?(id)?([_\W]|$)|[a-z]Id$/i;

/**
 * `likely-group`: a column whose values repeat and name groups of rows that belong together, which the split divides:
 * the value tells the target, or rows of a value are near copies; or the column has the name of such a one.
 */
export function findGroups(source: SourceRows): DataFinding[] {
  const { raw } = source;
  if (raw.groups !== undefined) return [];
  // A table of images has other columns, but its rows are compared by none.
  const columns = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
  const spreads = new ColumnSpreads();
  return (raw.keys ?? []).flatMap((key) => {
    const candidate = key.kind === 'date' ? undefined : candidateOf(key, source);
    if (candidate === undefined || candidate.sharedRows < fewestShared * candidate.judgedRows) return [];
    const alike = alikeColumns(candidate, columns, spreads);
    const reasons = [
      ...(tellsTarget(candidate, raw) ? ['the value tells the target'] : []),
      ...(alike
        ? [
            `${alike.alike} of ${counted(alike.of, 'number')} hardly ${alike.of === 1 ? 'varies' : 'vary'} within a value`,
          ]
        : []),
    ];
    return reasons.length > 0 || groupName.test(key.name) ? [groupFinding(candidate, reasons)] : [];
  });
}

function groupFinding(
  { name, rows, values, sharedRows, judgedRows }: Candidate,
  reasons: readonly string[],
): DataFinding {
  const isGrave = reasons.length > 0;
  const why = isGrave ? `: ${reasons.join(', and ')}` : '';
  const shared = `${percent(sharedRows / judgedRows)} of the validation and test rows have a value that training rows have too`;
  return columnFinding(name, {
    severity: isGrave ? 'warn' : 'info',
    kind: 'likely-group',
    message: `it has ${values.length} values in ${counted(rows.length, 'row')} and may name groups${why}; ${shared}`,
    advice: isGrave
      ? `set data.split.group to "${name}": otherwise a model that remembers a group looks better than it is on new ones`
      : `if rows of one value belong together, set data.split.group to "${name}"`,
    count: values.length,
  });
}
