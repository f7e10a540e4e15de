import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readSource } from '../../../src/data/load-dataset.ts';
import { FaultsError } from '../../../src/faults/errors.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { csvDirectory, dataSpec } from '../data-spec.ts';

const csv = readFileSync(new URL('../../../datasets/penguins.csv', import.meta.url), 'utf8');
const [names = [], ...rows] = csv
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const objects = rows.map((row) => Object.fromEntries(row.map((cell, at) => [names[at] as string, cell])));

/** Not Parquet: a damaged page may declare billions of values, and hyparquet then takes minutes to read them. */
const sound: Readonly<Record<string, Buffer>> = {
  'table.csv': Buffer.from(csv),
  'table.csv.gz': gzipSync(csv),
  'table.tsv': Buffer.from(csv.replaceAll(',', '\t')),
  'table.jsonl': Buffer.from(objects.map((row) => JSON.stringify(row)).join('\n')),
  'table.json': Buffer.from(JSON.stringify(objects)),
};

const hostile = [
  '"',
  '\\',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '\n',
  '\0',
  '\u2028',
  'null',
  '1e999',
  '[[[[',
  'PAR1',
];

/** The content cut off, or with some bytes replaced, or with signs put in. */
function damaged(content: Buffer, random: Random): Buffer {
  const at = () => random.below(content.length);
  if (random.below(4) === 0) return content.subarray(0, at());
  if (random.below(2) === 0) {
    const copy = Buffer.from(content);
    for (let count = 1 + random.below(4); count > 0; count--) copy[at()] = random.below(256);
    return copy;
  }
  const place = at();
  const sign = Buffer.from(hostile[random.below(hostile.length)] as string);
  return Buffer.concat([content.subarray(0, place), sign, content.subarray(place)]);
}

test.each(Object.keys(sound))('a damaged %s is read, or refused by a fault', async (name) => {
  const directory = csvDirectory('', name);
  const request = dataSpec({ source: 'csv', path: name, target: 'species' });
  const random = randomFor('damaged', name);
  for (let round = 0; round < 25; round++) {
    writeFileSync(join(directory, name), damaged(sound[name] as Buffer, random));
    for (const isTolerant of [false, true]) {
      const error = await readSource(request, directory, { isTolerant }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error !== undefined) expect(error, `round ${round}`).toBeInstanceOf(FaultsError);
    }
  }
});
