import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClassSuspectsReport, ConfusionReport } from '../../src/reports/suspects-report.ts';
import { root, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const space = join(root, 'search-spaces/vowels-rnn.yaml');
const table = gunzipSync(readFileSync(join(root, 'datasets/vowels.csv.gz'))).toString('utf8');
const [header = '', ...lines] = table.trim().split('\n');
const some = lines.filter((line) => Number.parseInt(line, 10) <= 40);

/** The cells of a CSV text, without its header. */
const cellsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','));

beforeAll(async () => {
  writeFileSync(join(directory, 'new.csv'), [header, ...some.toReversed()].join('\n'));
  await json(['start', space, '--trials', '2', '--no-check'], directory);
});

describe('the example of sequences', () => {
  test('tells the speakers of test utterances apart', async () => {
    const { metrics } = await json<{ metrics: { accuracy: { value: number } } }>(['evaluate'], directory);
    expect(metrics.accuracy.value).toBeGreaterThan(0.85);
  });

  test('says what its examples are, and what is cut', async () => {
    const { stdout } = await run(['data', space], directory);
    expect(stdout).toContain(
      '270 series of utterance, with 7 to 26 rows each in the order of frame (4274 in all), are the examples',
    );
    expect(stdout).toContain('3 of 270 series are cut to their first 24 rows');
  });

  test('predicts each series once, in any order of the rows, alone as among others', async () => {
    const all = cellsOf((await run(['predict', 'new.csv', '--probabilities'], directory)).stdout);
    expect(all.map(([utterance]) => utterance).sort()).toEqual(
      [...new Set(some.map((line) => line.split(',')[0]))].sort(),
    );
    const own = some.filter((line) => line.startsWith('7,'));
    writeFileSync(join(directory, 'one.csv'), [header, ...own].join('\n'));
    const [alone = []] = cellsOf((await run(['predict', 'one.csv', '--probabilities'], directory)).stdout);
    const among = all.find(([utterance]) => utterance === '7') ?? [];
    expect(alone).toHaveLength(among.length);
    alone.slice(2).forEach((value, at) => {
      expect(Number(value)).toBeCloseTo(Number(among[at + 2]), 5);
    });
  });

  test('predicts as the plain script of an export does', async () => {
    const folder = join(directory, 'exported');
    expect((await run(['export', '--to', folder], directory)).code).toBe(0);
    const text = readFileSync(join(folder, 'example.mjs'), 'utf8');
    const tfjs = import.meta.resolve('@tensorflow/tfjs');
    writeFileSync(join(folder, 'own.mjs'), text.replace("'@tensorflow/tfjs'", `'${tfjs}'`));
    const names = header.split(',');
    const series = new Map<string, Record<string, string>[]>();
    for (const line of some) {
      const cells = line.split(',');
      const [utterance = ''] = cells;
      const row = Object.fromEntries(names.map((name, at) => [name, cells[at] as string]));
      series.set(utterance, [...(series.get(utterance) ?? []), row]);
    }
    writeFileSync(join(folder, 'rows.json'), JSON.stringify([...series.values()]));
    const script = spawnSync(process.execPath, ['own.mjs', 'rows.json'], { cwd: folder, encoding: 'utf8' });
    const printed = script.stdout.trim().split('\n');
    writeFileSync(join(directory, 'in-order.csv'), [header, ...some].join('\n'));
    for (const model of [[], ['--model', folder]]) {
      const { stdout } = await run(['predict', 'in-order.csv', '--probabilities', ...model], directory);
      const own = cellsOf(stdout);
      expect(printed).toHaveLength(own.length);
      own.forEach(([, speaker, ...probabilities], at) => {
        const [label, outputs = '[]'] = (printed[at] as string).split(/ (?=\[)/);
        expect(label).toBe(speaker);
        (JSON.parse(outputs) as number[]).forEach((value, place) => {
          expect(value).toBeCloseTo(Number(probabilities[place]), 4);
        });
      });
    }
  });

  test('evaluates labelled series, and columns by shuffling them in all steps', async () => {
    const { stdout } = await run(['evaluate', '--data', 'new.csv', '--importance'], directory);
    expect(stdout).toContain('new.csv: 40 rows');
    expect(stdout).toMatch(/c1\s+\d/);
  });

  test('has suspects among the series of validation and test, by the best trials', async () => {
    const { suspects } = await json<{ suspects: ClassSuspectsReport }>(
      ['data', space, '--suspects'],
      directory,
    );
    const { confusion } = await json<{ confusion: ConfusionReport }>(
      ['show', `${suspects.trials[0]}`, '--confusion'],
      directory,
    );
    // With folds some model judges each series that is not of test.
    expect(suspects.splits.map(({ name }) => name)).toEqual(['validation', 'test']);
    expect(suspects.splits.reduce((sum, { rows }) => sum + rows, 0)).toBe(270);
    expect(suspects.confusion?.counts).toEqual(confusion.counts);
    const [worst] = suspects.worst;
    const cells = lines[(worst?.row ?? 0) - 1]?.split(',');
    expect(cells?.[0]).toBe(worst?.series);
    expect(cells?.[header.split(',').indexOf('speaker')]).toBe(worst?.given);
  });

  test('refuses what it does not do', async () => {
    const next = await run(['predict', 'new.csv', '--next'], directory);
    expect(next.code).toBe(2);
    expect(next.stderr).toContain('--next: must be left out');
    const asked = await run(['data', space, '--annotate'], directory);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('--annotate does not work with sequences yet');
  });
});

test('checks see steps without padding', async () => {
  const { stdout, code } = await run(['check', space], directory);
  expect(code).toBe(0);
  expect(stdout).toMatch(/✓ input-scale\s+the inputs’ root mean square is (1\b|1\.0|0\.9)/);
  expect(stdout).toMatch(/✓ inputs-used/);
  expect(stdout).toMatch(/– no-target-leak\s+the inputs of an example are all rows of its series/);
});
