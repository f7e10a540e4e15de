import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs an export's own example on rows, in a copy of its folder, as if npm had installed TensorFlow.js beside it. */
export function runExample(folder: string, rows: readonly object[], ...words: string[]) {
  const place = `${folder}-copy`;
  cpSync(folder, place, { recursive: true });
  const [example, input] = [join(place, 'example.mjs'), join(place, 'rows.json')];
  const tfjs = import.meta.resolve('@tensorflow/tfjs');
  writeFileSync(example, readFileSync(example, 'utf8').replace("'@tensorflow/tfjs'", `'${tfjs}'`));
  writeFileSync(input, JSON.stringify(rows));
  return spawnSync(process.execPath, [example, input, ...words], { encoding: 'utf8' });
}

/** The predictions among the lines of an example: those with outputs behind them. */
export function examplePredictions({ stdout }: { readonly stdout: string }): string[] {
  return [...stdout.matchAll(/^(.+) \[.*\]$/gm)].map(([, prediction = '']) => prediction);
}
