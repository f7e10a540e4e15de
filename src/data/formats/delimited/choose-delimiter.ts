const delimiters = [',', ';', '\t', '|'] as const;
const sampleLines = 100;

/**
 * The delimiter of a CSV file, detected from its beginning: comma, semicolon, tab or bar, whichever occurs in the first
 * line and equally often in most of the following ones, outside quotes. Commas that all stand between digits are
 * decimal commas where another delimiter fits. Of two delimiters the more frequent; comma when there is none.
 */
export function chooseDelimiter(sample: string): string {
  const unquoted = sample.replaceAll(/"[^"]*("|$)/g, '');
  const lines = unquoted
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, sampleLines);
  const ranked = delimiters.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const first = counts[0] ?? 0;
    return { delimiter, first, agreeing: first === 0 ? 0 : counts.filter((count) => count === first).length };
  });
  const isDecimal = lines.every((line) => !line.replaceAll(decimalComma, '').includes(','));
  ranked.sort(
    (one, other) =>
      other.agreeing - one.agreeing ||
      (isDecimal ? Number(one.delimiter === ',') - Number(other.delimiter === ',') : 0) ||
      other.first - one.first,
  );
  const [best] = ranked;
  return best === undefined || best.agreeing === 0 ? ',' : best.delimiter;
}

const decimalComma = /(?<=\d),(?=\d)/g;
