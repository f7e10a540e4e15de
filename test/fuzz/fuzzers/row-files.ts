import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../src/statistics/random.ts';
import type { FuzzCase, Fuzzer } from '../fuzzer.ts';
import { applyByteEdits, byteEdits } from '../mutations/bytes.ts';
import { happens, pick } from '../mutations/choice.ts';
import { mutateValue } from '../mutations/json-value.ts';
import { encoded, mutateText } from '../mutations/text.ts';
import { root } from '../root.ts';

const folder = join(root, 'test/fixtures/fuzz');
const parquetFiles = readdirSync(folder)
  .filter((name) => name.endsWith('.parquet'))
  .sort()
  .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));

/** Genuine Parquet files with damaged bytes, as prediction input. */
export const parquet: Fuzzer = {
  name: 'parquet',
  shortCases: 16,
  next(random: Random): FuzzCase {
    const { name, bytes } = pick(random, parquetFiles);
    const isChanged = !happens(random, 0.05);
    const changed = isChanged ? applyByteEdits(bytes, byteEdits(random, bytes.length)) : bytes;
    return prediction(random, `${name}${isChanged ? ', changed' : ''}`, 'rows.parquet', {
      base64: changed.toString('base64'),
    });
  },
};

const penguins = readFileSync(join(root, 'datasets/penguins.csv'), 'utf8').trimEnd().split('\n');
const [header = [], ...cells] = penguins.map((line) => line.split(','));
const objects = cells
  .filter((_, index) => index % 30 === 0)
  .map((row) => Object.fromEntries(header.map((name, column) => [name, inJson(row[column] ?? '')])));

function inJson(cell: string): string | number | null {
  if (cell === '') return null;
  return Number.isNaN(Number(cell)) ? cell : Number(cell);
}

/** JSON lines with changes to their structure or their text, as prediction input. */
export const jsonLines: Fuzzer = {
  name: 'json-lines',
  shortCases: 12,
  next(random: Random): FuzzCase {
    const rows = objects.map((row) => (happens(random, 0.15) ? mutateValue(random, row) : row));
    const lines = rows.map((row) => JSON.stringify(row));
    const whole = happens(random, 0.1) ? `[${lines.join(',\n')}]` : `${lines.join('\n')}\n`;
    const text = happens(random, 0.4) ? mutateText(random, whole) : whole;
    return prediction(
      random,
      'changed rows',
      pick(random, ['rows.jsonl', 'rows.ndjson', 'rows.json']),
      encoded(random, text),
    );
  },
};

function prediction(random: Random, title: string, name: string, file: FuzzCase['files'][string]): FuzzCase {
  const flags = pick(random, [[], ['--keep-columns'], ['--probabilities', '--format', 'jsonl']]);
  return {
    title,
    files: { [name]: file, 'hpsearch.db': { stock: 'hpsearch.db' } },
    commands: [['predict', name, '--quiet', ...flags]],
    program: 'server',
  };
}
