import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AnswersFile } from '../../src/annotation/answers-file.ts';
import { HpsearchError } from '../../src/faults/errors.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const classes = ['cat', 'dog'];
const open = (path: string, digest = 'digest') =>
  new AnswersFile({
    ...{ path, reads: [], source: 'table.csv', digest },
    broken: (answer) => (classes.includes(answer as string) ? undefined : 'must be one of the classes'),
  });

async function written(name: string): Promise<string> {
  const path = join(directory, name);
  const answers = open(path);
  await answers.keep('first', 7, 'cat');
  await answers.keep('first', 9, 'dog');
  await answers.keep('second', 9, 'dog');
  return path;
}

test('a file is read as it was written', async () => {
  const answers = open(await written('whole.json'));
  expect([[...answers.first], [...answers.second]]).toEqual([
    [
      [7, 'cat'],
      [9, 'dog'],
    ],
    [[9, 'dog']],
  ]);
});

test('a damaged file is refused, or read with answers that may be; it stays as it is', async () => {
  const whole = readFileSync(await written('source.json'));
  const random = randomFor('damaged answers');
  const path = join(directory, 'damaged.json');
  let refused = 0;
  for (let round = 0; round < 400; round++) {
    const damaged = Buffer.from(whole);
    const at = random.below(whole.length);
    const change = random.below(3);
    if (change === 0) damaged[at] = random.below(256);
    if (change === 1) damaged.copyWithin(at, random.below(whole.length));
    const text = change === 2 ? damaged.subarray(0, at) : damaged;
    writeFileSync(path, text);
    try {
      const { first, second } = open(path);
      for (const [row, answer] of [...first, ...second]) {
        expect(Number.isSafeInteger(row) && classes.includes(answer as string), String(text)).toBe(true);
      }
    } catch (error) {
      expect(error, String(text)).toBeInstanceOf(HpsearchError);
      refused++;
    }
    expect(readFileSync(path)).toEqual(Buffer.from(text));
  }
  expect(refused).toBeGreaterThan(200);
});

test.each([
  ['another list', '"first": [', '"first": {} , "x": [', 'first: must be a list'],
  ['a row that is none', '"row":7', '"row":7.5', 'first[0].row: must be a whole number, got 7.5'],
  [
    'an answer that is none',
    '"answer":"cat"',
    '"answer":1',
    'first[0].answer: must be one of the classes, got 1',
  ],
  ['other rows', '"digest"', '"other"', 'rows: must be answers to the validation rows'],
])('%s is named', async (title, part, other, fault) => {
  const path = await written(`${title}.json`);
  writeFileSync(path, readFileSync(path, 'utf8').replace(part, other));
  expect(() => open(path)).toThrow(fault);
});

test('a folder, a link that leads nowhere and a file of another program are refused', async () => {
  mkdirSync(join(directory, 'folder'));
  symlinkSync(join(directory, 'nowhere', 'answers.json'), join(directory, 'link.json'));
  writeFileSync(join(directory, 'mine.txt'), 'my notes');
  for (const name of ['folder', 'link.json', 'mine.txt']) {
    expect(() => open(join(directory, name)), name).toThrow(HpsearchError);
  }
});
