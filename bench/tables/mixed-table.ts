import { open } from 'node:fs/promises';
import { randomFor } from '../../src/statistics/random.ts';

export const rows = 40_000;
export const columns = 50;
const rowsAtOnce = 1000;
const words = ['red', 'green', '"light, blue"'];

/**
 * A table as users have them, its target last: of ten columns six hold numbers of six decimals, one of seventeen digits, one
 * whole numbers, one numbers of which a tenth is missing, and one words, some of them in quotation marks.
 */
export async function writeMixedTable(path: string): Promise<void> {
  const random = randomFor('mixed table');
  const cell = (column: number): string => {
    const number = random.next();
    switch (column % 10) {
      case 3:
        return words[Math.floor(number * words.length)] as string;
      case 5:
        return number.toPrecision(17);
      case 6:
        return String(Math.floor(number * 1000));
      case 8:
        return number < 0.1 ? '' : (number * 10).toFixed(3);
      default:
        return (number * 4 - 2).toFixed(6);
    }
  };
  const names = Array.from({ length: columns - 1 }, (_, column) => `c${column}`);
  const file = await open(path, 'w');
  try {
    await file.write(`${[...names, 'y'].join(',')}\n`);
    for (let row = 0; row < rows; row += rowsAtOnce) {
      const lines = Array.from(
        { length: rowsAtOnce },
        () =>
          `${[...names.map((_, column) => cell(column)), random.below(2) === 0 ? 'no' : 'yes'].join(',')}\n`,
      );
      await file.write(lines.join(''));
    }
  } finally {
    await file.close();
  }
}
