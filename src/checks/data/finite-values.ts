import { type Dataset, splitNames } from '../../data/dataset.ts';
import type { NonFiniteCells } from '../../data/raw-data.ts';
import { counted } from '../../reports/figure.ts';
import { shownRow } from '../../reports/number-text.ts';
import type { Check } from '../check.ts';
import { placeNames } from '../input-groups.ts';

const listedRows = 10;

/** Checks every model input; a tenth of a second for 100 million. */
export const finiteValues: Check = {
  name: 'finite-values',
  hypothesis: 'every input and every target that enters the net is a finite number',
  isCheap: true,
  run({ dataset, source }) {
    const broken = brokenRows(dataset);
    if (broken.count > 0) {
      return {
        status: 'fail',
        message: `${counted(broken.count, 'number')} of the encoded rows are NaN or infinite, first in ${broken.place}`,
        advice: 'Look at these rows, and at the range of their columns.',
        numbers: { count: broken.count },
        exhibits: [{ kind: 'text', title: 'rows', lines: broken.rows.map((row) => String(shownRow(row))) }],
      };
    }
    const written = source.raw.nonFinite ?? [];
    if (written.length === 0) {
      return { status: 'pass', message: 'all inputs and targets are finite', numbers: { count: 0 } };
    }
    const count = written.reduce((sum, { nanCount, infiniteCount }) => sum + nanCount + infiniteCount, 0);
    return {
      status: 'fail',
      message: `${counted(count, 'cell')} written as NaN or infinity: ${written.map(describe).join('; ')}`,
      advice: 'Look at the computation that wrote them: a value that is not known leaves its cell empty.',
      numbers: { count },
    };
  },
};

function describe({ column, rows, nanCount, infiniteCount }: NonFiniteCells): string {
  const parts = [nanCount > 0 ? `${nanCount} NaN` : '', infiniteCount > 0 ? `${infiniteCount} infinite` : ''];
  const kinds = parts.filter((part) => part !== '').join(', ');
  return `${column} (${kinds}; rows ${rows.slice(0, listedRows).map(shownRow).join(', ')})`;
}

function brokenRows(dataset: Dataset): { count: number; place: string; rows: number[] } {
  const { splits } = dataset;
  const nameOf = placeNames(dataset);
  const rows = new Set<number>();
  let count = 0;
  let place = '';
  for (const name of splitNames) {
    const split = splits[name];
    const width = split.x.length / split.rows;
    const look = (numbers: Float32Array, size: number, what: (place: number) => string) => {
      for (let at = 0; at < numbers.length; at++) {
        // The difference of a number with itself is 0 only if it is finite.
        if ((numbers[at] as number) - (numbers[at] as number) === 0) continue;
        const row = split.row[Math.floor(at / size)] as number;
        if (count++ === 0) place = `${what(at % size)} of row ${shownRow(row)} (${name})`;
        if (rows.size < listedRows) rows.add(row);
      }
    };
    look(split.x, width, (at) => nameOf(at) ?? 'the inputs');
    look(split.y, split.y.length / split.rows, () => 'the target');
  }
  return { count, place, rows: [...rows] };
}
