import type { RawColumn } from '../../data/raw-data.ts';
import { counted } from '../../reports/figure.ts';
import type { Check } from '../check.ts';
import { needsColumns } from './suitable-data.ts';

const listedColumns = 10;

/** Images are exempt: their borders seldom vary. */
export const constantColumns: Check = needsColumns({
  name: 'constant-columns',
  hypothesis: 'every column varies among the training rows',
  isCheap: true,
  run({ source: { raw, rows } }) {
    const columns = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
    const constant = columns.filter((column) => isConstant(column, rows.train));
    const numbers = { columns: columns.length, constant: constant.length };
    if (constant.length === 0) {
      return { status: 'pass', message: `all ${counted(columns.length, 'column')} vary`, numbers };
    }
    const names = constant.slice(0, listedColumns).map(({ name }) => name);
    const more = constant.length > names.length ? `, and ${constant.length - names.length} more` : '';
    return {
      status: 'warn',
      message: `${constant.length} of ${counted(columns.length, 'column')} with a single value in all training rows: ${names.join(', ')}${more}`,
      advice: 'Name them in data.exclude, or look at what should have filled them.',
      numbers,
    };
  },
});

function isConstant(column: RawColumn, rows: Int32Array): boolean {
  const cells = column.kind === 'number' ? column.values : column.codes;
  const first = cells[rows[0] as number] as number;
  return rows.every((row) => Object.is(cells[row], first) || cells[row] === first);
}
