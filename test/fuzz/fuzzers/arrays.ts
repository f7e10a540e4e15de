import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../src/statistics/random.ts';
import { bytes, floats, idx, ints, npy } from '../../data/arrays/array-bytes.ts';
import type { FuzzCase, Fuzzer } from '../fuzzer.ts';
import { applyByteEdits, byteEdits } from '../mutations/bytes.ts';
import { happens, pick, times } from '../mutations/choice.ts';
import { root } from '../root.ts';

/** NPY, NPZ and IDX files: damaged, cut, with headers that say other than the bytes, and lengths that no row has. */
export const arrays: Fuzzer = {
  name: 'arrays',
  shortCases: 12,
  next(random: Random): FuzzCase {
    const kind = pick(random, kinds);
    const files = made[kind](random);
    const odd = pick(random, Object.keys(files));
    const content = files[odd] as Buffer;
    const isEdited = kind !== 'npy' || happens(random, 0.4);
    const damaged = isEdited ? applyByteEdits(content, byteEdits(random, content.length)) : odder(random);
    const data = { source: kind === 'idx' ? 'idx' : 'npz', path: kind === 'npz' ? odd : 'data' };
    const lengths = kind === 'npy' ? { lengths: 'steps' } : {};
    const space = {
      data: { ...data, ...lengths },
      model: { type: kind === 'npy' ? 'rnn' : 'mlp' },
      space: { units: 2 },
      training: { maxEpochs: 1, backend: 'cpu' },
      search: { trials: 1 },
    };
    const all: Files = { ...files, [odd]: damaged };
    const folder = kind === 'npz' ? '' : 'data/';
    return {
      title: `${kind}: ${odd} ${isEdited ? 'changed' : 'with another header'}`,
      files: {
        'space.json': { text: JSON.stringify(space) },
        ...Object.fromEntries(
          Object.entries(all).map(([name, own]) => [`${folder}${name}`, { base64: own.toString('base64') }]),
        ),
      },
      commands: [
        ['data', 'space.json', '--quiet'],
        ['check', 'space.json', '--only', 'enough-rows', '--json'],
      ],
      program: 'server',
    };
  },
};

const kinds = ['npy', 'npy', 'npz', 'idx'] as const;
type Files = Readonly<Record<string, Buffer>>;
const rows = 24;

const made: Readonly<Record<'npy' | 'npz' | 'idx', (random: Random) => Files>> = {
  npy: (random) => ({
    'x.npy': floats(
      [rows, 3, 2],
      times(rows * 6, () => random.next()),
    ),
    'y.npy': ints(
      [rows],
      times(rows, (row) => row % 2),
    ),
    'steps.npy': ints(
      [rows],
      times(rows, () => 1 + random.below(3)),
    ),
  }),
  npz: () => ({ 'several.npz': readFileSync(join(root, 'test/fixtures/arrays/several.npz')) }),
  idx: (random) => ({
    'train-images-idx3-ubyte': idx(
      [rows, 4, 4],
      times(rows * 16, () => random.below(256)),
    ),
    'train-labels-idx1-ubyte': idx(
      [rows],
      times(rows, (row) => row % 2),
    ),
  }),
};

/** An array whose header says another type, order, shape or size than its bytes have. */
function odder(random: Random): Buffer {
  const type = pick(random, ['|O', '<M8[ns]', '<c8', '<f4', '>f8', '|S3', '<U2', '|b1', '<f3', '|V8', '']);
  const shape = pick(random, [
    [rows],
    [rows, 3],
    [0],
    [2 ** 40, 2 ** 40],
    [rows, 3, 2],
    [-1],
    [rows, 1e9],
    [],
  ]);
  const sound = npy(type, shape, new Uint8Array(random.below(3) * 96));
  if (happens(random, 0.3)) return Buffer.from(sound.toString('latin1').replace('False', 'True '), 'latin1');
  if (happens(random, 0.2))
    return bytes(
      [rows],
      times(rows, () => random.below(256)),
    );
  return sound;
}
