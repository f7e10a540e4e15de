import { encode } from 'fast-png';
import jpeg from 'jpeg-js';
import type { Random } from '../../../src/statistics/random.ts';
import type { FuzzCase, Fuzzer } from '../fuzzer.ts';
import { applyByteEdits, byteEdits } from '../mutations/bytes.ts';
import { happens, pick, times } from '../mutations/choice.ts';
import { withDeclaredSize } from './declared-size.ts';

interface Picture {
  readonly title: string;
  readonly ending: string;
  readonly bytes: Buffer;
}

/** PNG and JPEG files, damaged or of the wrong kind, as training data and as prediction input. */
export const images: Fuzzer = {
  name: 'images',
  shortCases: 14,
  next: (random) => (happens(random, 0.5) ? trainingCase(random) : predictionCase(random)),
};

function trainingCase(random: Random): FuzzCase {
  const size = happens(random, 0.5) ? { size: [4, 4] } : {};
  const space = {
    data: { source: 'images', path: 'pictures', ...size },
    space: { units: 2 },
    training: { maxEpochs: 1, backend: 'cpu' },
    search: { trials: 1 },
  };
  const sound = times(
    12,
    (index) => [`pictures/${index % 2 === 0 ? 'cat' : 'dog'}/${index}.png`, index] as const,
  );
  const odd = picture(random);
  const name = pick(random, ['cat/x', 'dog/a', 'cat/deeper/x', 'x', 'empty/x', 'train/cat/x']);
  return {
    title: `training: ${odd.title} at ${name}`,
    files: {
      'space.json': { text: JSON.stringify(space) },
      ...Object.fromEntries(
        sound.map(([path, index]) => [path, { base64: square(4, index * 20).toString('base64') }]),
      ),
      [`pictures/${name}.${odd.ending}`]: { base64: odd.bytes.toString('base64') },
    },
    commands: [
      ['data', 'space.json', '--quiet'],
      ['check', 'space.json', '--only', 'enough-rows', '--json'],
    ],
    program: 'server',
  };
}

function predictionCase(random: Random): FuzzCase {
  const odd = picture(random);
  const isFolder = happens(random, 0.3);
  const path = isFolder ? `folder/one.${odd.ending}` : `picture.${odd.ending}`;
  const flags = happens(random, 0.5) ? ['--resize'] : [];
  return {
    title: `prediction: ${odd.title}`,
    files: {
      'squares.db': { stock: 'squares.db' },
      [path]: { base64: odd.bytes.toString('base64') },
      ...(isFolder && { 'folder/two.png': { base64: square(4, 9).toString('base64') } }),
    },
    commands: [['predict', isFolder ? 'folder' : path, '--db', 'squares.db', '--quiet', ...flags]],
    program: 'server',
  };
}

function picture(random: Random): Picture {
  const { title, bytes, ending } = soundPicture(random);
  const wrongEnding = happens(random, 0.15);
  const shown = wrongEnding ? pick(random, ['jpg', 'png', 'gif', 'txt', 'PNG', 'webp']) : ending;
  if (happens(random, 0.2)) {
    const [height, width] = [pick(random, hugeSides), pick(random, hugeSides)];
    return {
      title: `${title} that declares ${height} × ${width}`,
      ending: shown,
      bytes: withDeclaredSize(bytes, height, width),
    };
  }
  if (happens(random, 0.7)) {
    return {
      title: `${title}, changed`,
      ending: shown,
      bytes: applyByteEdits(bytes, byteEdits(random, bytes.length)),
    };
  }
  return { title, ending: shown, bytes };
}

const hugeSides = [0, 1, 4, 1000, 20_000, 65_535, 2 ** 31 - 1, 2 ** 32 - 1];

function soundPicture(random: Random): Picture {
  const side = pick(random, [1, 2, 4, 4, 4, 7, 33]);
  const isJpeg = happens(random, 0.4);
  const channels = pick(random, [1, 2, 3, 4]);
  const kind = random.below(20);
  if (kind === 0) return { title: 'an empty file', ending: 'png', bytes: Buffer.alloc(0) };
  if (kind === 1) return { title: 'a text', ending: 'png', bytes: Buffer.from('a picture of a cat\n') };
  if (kind === 2)
    return {
      title: 'a GIF',
      ending: 'gif',
      bytes: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
    };
  if (isJpeg) {
    const data = Buffer.from(times(side * side * 4, () => random.below(256)));
    return {
      title: `a JPEG of ${side} pixels`,
      ending: 'jpg',
      bytes: Buffer.from(jpeg.encode({ width: side, height: side, data }, 80).data),
    };
  }
  const depth = pick(random, [8, 8, 16] as const);
  const values = times(side * side * channels, () => random.below(2 ** depth));
  const data = depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
  return {
    title: `a PNG of ${side} pixels in ${channels} channels`,
    ending: 'png',
    bytes: Buffer.from(encode({ width: side, height: side, data, channels, depth })),
  };
}

function square(side: number, grey: number): Buffer {
  const data = Uint8Array.from({ length: side * side }, (_, at) => (grey + at) % 256);
  return Buffer.from(encode({ width: side, height: side, data, channels: 1 }));
}
