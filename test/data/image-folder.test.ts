import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { expect, onTestFinished, test } from 'vitest';
import { filesBeneath } from '../../src/data/formats/pictures/image-walk.ts';
import { imagesIn } from '../../src/data/formats/pictures/images.ts';
import { openInputs } from '../../src/data/inputs/open-inputs.ts';
import { encodeSource, loadDataset, pipelineOf, readSource } from '../../src/data/load-dataset.ts';
import { FaultsError } from '../../src/faults/errors.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { dataSpec } from './data-spec.ts';
import { greyJpeg } from './grey-jpeg.ts';

type Files = Readonly<Record<string, Uint8Array>>;

/** A square PNG, all of one value in each channel. */
function square(size: number, ...colour: number[]): Uint8Array {
  const data = Uint8Array.from(Array.from({ length: size * size }, () => colour).flat());
  return encode({ width: size, height: size, data, channels: colour.length });
}

function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-images-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'pets', name)), { recursive: true });
    writeFileSync(join(folder, 'pets', name), bytes);
  }
  return folder;
}

const spec = (changes: Partial<DataSpec> = {}) => dataSpec({ source: 'images', path: 'pets', ...changes });

/** Ten a class, the cats darker than the dogs. */
function pets(image: (grey: number) => Uint8Array = (grey) => square(4, grey)): Record<string, Uint8Array> {
  const names = Array.from({ length: 10 }, (_, at) => at);
  return Object.fromEntries([
    ...names.map((at) => [`cat/${at}.png`, image(at)]),
    ...names.map((at) => [`dog/${at}.png`, image(100 + at)]),
  ]);
}

async function faultsOf(files: Files, changes?: Partial<DataSpec>): Promise<string[]> {
  const error: unknown = await loadDataset(spec(changes), folderOf(files)).catch((reason: unknown) => reason);
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map(({ field, constraint }) => `${field} ${constraint}`);
}

test('the folders name the classes, and every pixel is there', async () => {
  const { raw, rows } = await readSource(spec(), folderOf(pets()));
  expect(raw.target).toMatchObject({ kind: 'classification', classes: ['cat', 'dog'] });
  expect(raw.inputs).toMatchObject({ kind: 'images', shape: [4, 4, 1], maximum: 255 });
  const pixels = raw.inputs.kind === 'images' ? raw.inputs.pixels : [];
  const greys = [...Array(10).keys(), ...[...Array(10).keys()].map((at) => 100 + at)];
  expect([...pixels]).toEqual(greys.flatMap((grey) => new Array<number>(16).fill(grey)));
  expect([rows.train.length, rows.validation.length, rows.test.length]).toEqual([12, 4, 4]);
});

test('folders named train, validation and test are the splits', async () => {
  const parts = ['train', 'val', 'Test'];
  const files = Object.fromEntries(
    parts.flatMap((part, at) =>
      ['cat', 'dog'].flatMap((name) =>
        [0, 1, 2].slice(at).map((index) => [`${part}/${name}/${index}.png`, square(2, 9, 8, 7)]),
      ),
    ),
  );
  const { inputShape, splits, task } = await loadDataset(spec(), folderOf(files));
  expect([splits.train.rows, splits.validation.rows, splits.test.rows]).toEqual([6, 4, 2]);
  expect(inputShape).toEqual([2, 2, 3]);
  expect(task).toMatchObject({ classes: ['cat', 'dog'] });
});

test('new images enter the net as those of the training did, resized and in grey too', async () => {
  const wide = (grey: number) => square(7, grey, 255 - grey, 50);
  const directory = folderOf(pets(wide));
  const sized = spec({ size: [3, 5], channels: 1 });
  const source = await readSource(sized, directory);
  const dataset = encodeSource(source, sized);
  const pipeline = pipelineOf(source, dataset);
  const inputs = await openInputs(join(directory, 'pets'), {
    pipeline,
    resizes: false,
    target: undefined,
  });
  const seen: number[] = [];
  for await (const { x } of inputs.batches) seen.push(...x);
  const size = 3 * 5;
  for (const { rows, row, x } of Object.values(dataset.splits)) {
    for (let at = 0; at < rows; at++) {
      const from = (row[at] as number) * size;
      expect([...x.subarray(at * size, (at + 1) * size)]).toEqual(seen.slice(from, from + size));
    }
  }
});

test('a grey JPEG is grey, and grey images among those in colour enter in colour, which is said', async () => {
  const folder = (last: Uint8Array) =>
    folderOf(
      Object.fromEntries(
        ['cat', 'dog'].flatMap((kind) =>
          [...Array(6).keys()].map((at) => [
            `${kind}/${at}.jpg`,
            kind === 'dog' && at === 5 ? last : greyJpeg(20 + at),
          ]),
        ),
      ),
    );
  const { raw: grey } = await readSource(spec(), folder(greyJpeg(220)));
  expect(grey.inputs).toMatchObject({ shape: [8, 8, 1] });
  const pixels = grey.inputs.kind === 'images' ? grey.inputs.pixels : [];
  expect([pixels[0], pixels[64], pixels.at(-1)]).toEqual([20, 21, 220]);
  const { raw: mixed } = await readSource(spec(), folder(square(8, 9, 8, 7)));
  expect(mixed.inputs).toMatchObject({ shape: [8, 8, 3] });
  const colours = mixed.inputs.kind === 'images' ? [...mixed.inputs.pixels] : [];
  expect([colours.slice(0, 3), colours.slice(192, 195), colours.slice(-3)]).toEqual([
    [20, 20, 20],
    [21, 21, 21],
    [9, 8, 7],
  ]);
  expect(mixed.notes).toContain(
    '11 grey images among those in colour enter in colour; data.channels 1 makes all grey',
  );
});

test('every image that cannot be used is named at once, and a tolerant reading leaves them out', async () => {
  const files = {
    ...pets(),
    'cat/3.png': square(4, 3).subarray(0, 40),
    'dog/4.jpg': Buffer.from('no image'),
    'dog/5.png': square(5, 1),
    'dog/6.png': square(6, 1),
  };
  const faults = await faultsOf(files);
  expect(faults).toHaveLength(4);
  expect(faults.join('\n')).toMatch(
    /cat\/3\.png must be a PNG, JPEG or BMP image: .*\ndog\/4\.jpg must be a PNG/,
  );
  expect(faults.slice(2)).toEqual([
    'dog/5.png must be 4 × 4 as the first image is',
    'dog/6.png must be 4 × 4 as the first image is',
  ]);
  const { raw } = await readSource(spec(), folderOf(files), { isTolerant: true });
  expect(raw.problems).toMatchObject([
    { kind: 'corrupt-image', count: 1, rows: [3] },
    { kind: 'corrupt-image', count: 1 },
    { kind: 'unlike-image' },
    { kind: 'unlike-image' },
  ]);
  expect(raw.rowNumbers).toHaveLength(17);
  const used = Array.from(raw.rowNumbers, (row) => raw.fileNames?.[row]);
  expect(used).toEqual(Object.keys(pets()).filter((name) => !/cat.3|dog.[56]/.test(name)));
});

test.each<[string, Files, RegExp]>([
  [
    'an image beside the folders',
    { ...pets(), 'stray.png': square(4, 1) },
    /^stray\.png must lie in a folder/,
  ],
  [
    'an image beneath the folder of a class',
    { ...pets(), 'cat/1/1.png': square(4, 1) },
    /^cat\/1\/1\.png must lie in a folder/,
  ],
  [
    'an image that lies four levels too deep',
    { ...pets(), 'cat/1/2/3/4/1.png': square(4, 1) },
    /^cat\/1\/2\/3\/4\/1\.png must lie in a folder/,
  ],
  [
    'a single class',
    { 'cat/1.png': square(4, 1), 'cat/2.png': square(4, 2) },
    /^folders must be two at least/,
  ],
  ['no image at all', { 'cat/readme.txt': Buffer.from('none') }, /must hold PNG, JPEG or BMP files/],
  [
    'a split that is not there',
    { 'train/cat/1.png': square(4, 1) },
    /^validation must be a folder with images/,
  ],
])('%s is a fault', async (_, files, fault) => {
  expect((await faultsOf(files))[0]).toMatch(fault);
});

test('classes whose images are all broken are no missing folders, read strictly or not', async () => {
  const files = { ...pets() };
  for (const name of Object.keys(files)) if (name.startsWith('dog')) files[name] = Buffer.from('none');
  const directory = folderOf(files);
  for (const isTolerant of [false, true]) {
    const reading = readSource(spec(), directory, { isTolerant });
    await expect(reading).rejects.toThrow(/dog.0\.png: must be a PNG/);
    await expect(reading).rejects.not.toThrow(/folders/);
  }
});

test('a folder that is not there is named with its near word', async () => {
  const loading = loadDataset(spec({ path: 'pet' }), folderOf(pets()));
  await expect(loading).rejects.toThrow(
    'data.path: must be a folder that is there, got "pet" (did you mean \'pets\'?)',
  );
});

test('a link to a folder above is refused by its name', async () => {
  const directory = folderOf(pets());
  symlinkSync('..', join(directory, 'pets', 'cat', 'loop'));
  await expect(loadDataset(spec(), directory)).rejects.toThrow(
    /cat\/loop.*must not be a link to a folder that it lies in/,
  );
});

test('images in the wrong place are one fault, which names the first and counts the others', async () => {
  const files = { ...pets(), 'a.png': square(4, 1), 'b.png': square(4, 1), 'cat/x/y/1.png': square(4, 1) };
  await expect(loadDataset(spec(), folderOf(files))).rejects.toThrow(
    /^\S*pets a\.png: must lie in a folder that is named after its class \(and 2 more\)$/,
  );
});

test.each([
  ['/', 'not the root of the file system'],
  ['/proc', "not one of the system's own"],
  ['/dev', "not one of the system's own"],
])('%s is no folder of images', async (path, constraint) => {
  const loading = loadDataset(spec({ path }), folderOf(pets()));
  await expect(loading).rejects.toThrow(`${path}: must be a folder of images, ${constraint}`);
});

test('a link to a folder of the system is refused by its name', async () => {
  const directory = folderOf(pets());
  symlinkSync('/proc', join(directory, 'pets', 'processes'));
  await expect(loadDataset(spec(), directory)).rejects.toThrow(/processes.*not one of the system's own/);
});

test('folders are walked no further than so many levels and entries', async () => {
  const root = folderOf({ 'a/b/c/1.png': square(1, 1), 'a/2.png': square(1, 1) });
  expect(await filesBeneath(root, { levels: 2, entries: 5 })).toEqual([join('pets', 'a', '2.png')]);
  await expect(filesBeneath(root, { levels: 9, entries: 3 })).rejects.toThrow('at most 3 files and folders');
});

/** Six images of each class in each of the folders. */
function filed(...folders: readonly string[]): Record<string, Uint8Array> {
  return Object.fromEntries(
    folders.flatMap((folder) =>
      [0, 1, 2, 3, 4, 5].map((at) => [`${folder}/${at}.png`, square(2, (at * 40) % 256)]),
    ),
  );
}

test('hidden folders and files are left out', async () => {
  const hidden = {
    '.checkpoints/0.png': square(2, 1),
    'cat/._0.png': square(2, 1),
    '__MACOSX/cat/0.png': square(2, 1),
  };
  const { raw } = await readSource(spec(), folderOf({ ...filed('cat', 'dog'), ...hidden }));
  expect(raw.target).toMatchObject({ classes: ['cat', 'dog'] });
  expect(raw.rowNumbers).toHaveLength(12);
  expect(raw.notes).toEqual([]);
});

test('a folder named train with images in it is a class beside others, which is said', async () => {
  const { raw, notes } = await readSource(spec(), folderOf(filed('train', 'bus')));
  expect(raw.target).toMatchObject({ classes: ['bus', 'train'] });
  expect(raw.assigned).toBeUndefined();
  expect(notes).toEqual(['the folder train is taken for a class, since images lie directly in it']);
});

test('images directly in folders of splits have no class', async () => {
  expect(await faultsOf(filed('train', 'test'))).toEqual([
    'test must hold a folder for each class, and holds the images themselves',
  ]);
});

test('with training and test folders alone, validation is drawn from training', async () => {
  const files = filed('train/cat', 'train/dog', 'test/cat', 'test/dog');
  const { rows, notes } = await readSource(spec(), folderOf(files));
  expect([rows.train.length, rows.validation.length, rows.test.length]).toEqual([10, 2, 12]);
  expect(notes).toEqual([
    'the folder has only train and test: 20 % of the training rows are for validation (2 of 12, drawn at random, stratified)',
  ]);
});

test('with training and validation folders alone, there are no test rows', async () => {
  const { rows, notes } = await readSource(
    spec(),
    folderOf(filed('train/cat', 'train/dog', 'val/cat', 'val/dog')),
  );
  expect([rows.train.length, rows.validation.length, rows.test.length]).toEqual([12, 12, 0]);
  expect(notes).toEqual(['there are no test rows: ensemble, distill and evaluate use validation']);
});

test('a folder without images is said to be left out, with what it holds', async () => {
  const text = new TextEncoder().encode('x');
  const files = { ...filed('cat', 'dog'), 'bird/0.jxl': text, 'fish/.keep': text };
  const { notes } = await readSource(spec(), folderOf(files));
  expect(notes).toEqual([
    'the folder bird has no images that can be read and is left out (it holds .jxl)',
    'the folder fish has no images that can be read and is left out',
  ]);
  const split = { ...filed('train/cat', 'train/dog', 'test/cat', 'test/dog'), 'test/bird/0.heic': text };
  expect((await readSource(spec(), folderOf(split))).notes?.[0]).toBe(
    'the folder test/bird has no images that can be read and is left out (it holds .heic)',
  );
});

test('a folder named train may be declared a class, and hidden folders are none', async () => {
  const files = {
    ...filed('train', 'test'),
    '.git/0.png': square(4, 1),
    '__MACOSX/train/0.png': square(4, 1),
  };
  expect(await faultsOf(files)).toEqual([
    'test must hold a folder for each class, and holds the images themselves',
  ]);
  const { raw, notes } = await readSource(spec({ folders: 'classes' }), folderOf(files));
  expect(raw.target).toMatchObject({ classes: ['test', 'train'] });
  expect([raw.assigned, notes]).toEqual([undefined, []]);
});

test('alpha is kept as a channel where it is declared, and said', async () => {
  const files = pets((grey) => square(2, grey, grey, grey, 100));
  const { raw, notes } = await readSource(spec({ channels: 4 }), folderOf(files));
  expect(raw.inputs).toMatchObject({ shape: [2, 2, 4] });
  expect(raw.inputs.kind === 'images' && [...raw.inputs.pixels.subarray(0, 4)]).toEqual([0, 0, 0, 100]);
  expect(notes).toEqual(['20 transparent images kept with alpha as the last channel']);
  const grey = await readSource(spec({ channels: 2 }), folderOf(files));
  expect(grey.raw.inputs.kind === 'images' && [...grey.raw.inputs.pixels.subarray(0, 2)]).toEqual([0, 100]);
});

test('images that only sharp decodes are left out without it, and counted by their endings', async () => {
  const text = new TextEncoder().encode('x');
  const folder = join(
    folderOf({ ...pets(), 'cat/a.webp': text, 'cat/b.WEBP': text, 'dog/c.gif': text }),
    'pets',
  );
  const { files, leftOut } = await imagesIn(folder, () => false);
  expect(files).toHaveLength(20);
  expect(leftOut).toBe(
    '3 images are left out (2 .webp, 1 .gif): npm install sharp reads WebP, GIF, TIFF and AVIF',
  );
  expect((await imagesIn(folder, () => true)).files).toHaveLength(23);
});
