import { open } from 'node:fs/promises';

const delimiters = [',', ';', '\t', '|'] as const;
const sampleBytes = 65_536;
const sampleLines = 100;

/** The delimiter of a CSV file, judged by its first 64 kB. */
export async function detectDelimiter(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
    return chooseDelimiter(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}

/**
 * Of comma, semicolon, tab and bar the one that stands in the first line and equally often in the most of the
 * following ones, quoted text left aside; of equals the more frequent one; a comma when there is none.
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
  ranked.sort((one, other) => other.agreeing - one.agreeing || other.first - one.first);
  return ranked[0]?.delimiter ?? ',';
}
