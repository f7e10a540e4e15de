import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const file = new URL('../datasets/vowels.csv.gz', import.meta.url);

/** Utterances as lists of 7 to 26 frames, each of 12 numbers: lists of several lengths, which are filled up to one. y is who speaks. */
export function data() {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const utterances = new Map();
  for (const line of lines) {
    const [utterance, , speaker, ...cells] = line.split(',');
    const { frames } = utterances.get(utterance) ?? { frames: [] };
    utterances.set(utterance, { speaker, frames: [...frames, cells.map(Number)] });
  }
  const all = [...utterances.values()];
  return { x: all.map(({ frames }) => frames), y: all.map(({ speaker }) => speaker) };
}
