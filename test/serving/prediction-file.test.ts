import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { predictionFiles } from '../../src/serving/prediction-file.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

function recognised(content: string | Uint8Array, columns: readonly string[] = []): boolean {
  const file = join(temporaryFolder(), 'p.csv');
  writeFileSync(file, content);
  return predictionFiles(columns).recognises(file);
}

it.each([
  ['prediction\n1\n', []],
  ['prediction,probability_a,"probability_b,c"\na,1,0\n', []],
  ['id,prediction\n1,2\n', ['id', 'prediction']],
  ['prediction\n1\n', ['id', 'prediction']],
  ['{"prediction":1}\n', []],
  ['{"id":1,"prediction":1}\n', ['id', 'prediction']],
])('takes %j for its own where the columns are %j', (content, columns) => {
  expect(recognised(content, columns)).toBe(true);
});

it.each([
  ['id,truth,prediction\n1,2,3\n', []],
  ['id,truth,prediction\n1,2,3\n', ['id', 'prediction']],
  ['{"id":1,"prediction":1}\n', []],
  [Buffer.from('prediction\nf\xfcr\n', 'latin1'), []],
  ['prediction\n\0\n', []],
])('keeps %j where the columns are %j', (content, columns) => {
  expect(recognised(content, columns)).toBe(false);
});
