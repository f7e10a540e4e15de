import { counted } from '../../../reports/figure.ts';
import type { NovelRows, Novelty, RowsOutOfRange } from '../../../reports/novelty.ts';
import { formatNumber, plainLine } from '../parts/format.ts';

/** Text of values that the training rows did not have: a line for each column, and one for rows that are mostly empty. */
export function noveltyLines({ unknownCategories, outOfRange, mostlyMissing }: Novelty): string[] {
  return [
    ...Object.entries(unknownCategories).map(
      ([name, count]) =>
        `${plainLine(name)}: ${count} ${count === 1 ? 'cell has a category' : 'cells have categories'} that training did not know, and ${count === 1 ? 'counts' : 'count'} as none`,
    ),
    ...Object.entries(outOfRange).map(
      ([name, found]) =>
        `${plainLine(name)}: ${counted(found.rows, 'cell')} ${found.rows === 1 ? 'is' : 'are'} far outside the range of training, ${rangeText(found)}: ${places(found)}`,
    ),
    ...(mostlyMissing === null
      ? []
      : [
          `more than half of the inputs are missing in ${counted(mostlyMissing.rows, 'row')}: ${places(mostlyMissing)}`,
        ]),
  ];
}

function rangeText({ least, largest, isDate }: RowsOutOfRange): string {
  const show = isDate ? dayText : formatNumber;
  return `${show(least)} to ${show(largest)}`;
}

/** The date of a number of days since 1970, in UTC. */
function dayText(days: number): string {
  const date = new Date(days * 86_400_000);
  // Far dates are beyond those of JavaScript.
  return Number.isNaN(date.getTime()) ? `day ${formatNumber(days)}` : date.toISOString().slice(0, 10);
}

function places({ rows, first }: NovelRows): string {
  const more = rows > first.length ? ` and ${rows - first.length} more` : '';
  return `${first.join(', ')}${more}`;
}
