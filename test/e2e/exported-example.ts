import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs an export's own example on rows, in a copy of its folder, as if npm had installed TensorFlow.js beside it. */
export function runExample(folder: string, rows: readonly object[], ...words: string[]) {
  return run(folder, JSON.stringify(rows), import.meta.resolve('@tensorflow/tfjs'), words);
}

/** Whatever is refused is refused before TensorFlow.js is needed, which takes a second to load. */
const noTensorFlow =
  'data:text/javascript,export const io = { fromMemory: () => 0 }; export const loadLayersModel = () => 0';

/** Like `runExample`, on the text of a file with rows that the example refuses. */
export function refusalOfExample(folder: string, text: string) {
  return run(folder, text, noTensorFlow, []);
}

function run(folder: string, text: string, tfjs: string, words: readonly string[]) {
  const place = `${folder}-copy`;
  cpSync(folder, place, { recursive: true });
  const [example, input] = [join(place, 'example.mjs'), join(place, 'rows.json')];
  writeFileSync(example, readFileSync(example, 'utf8').replace("'@tensorflow/tfjs'", `'${tfjs}'`));
  writeFileSync(input, text);
  return spawnSync(process.execPath, [example, input, ...words], { encoding: 'utf8' });
}

/** The predictions among the lines of an example: those with outputs behind them. */
export function examplePredictions({ stdout }: { readonly stdout: string }): string[] {
  return [...stdout.matchAll(/^(.+) \[.*\]$/gm)].map(([, prediction = '']) => prediction);
}
