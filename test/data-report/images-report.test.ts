import { expect, test } from 'vitest';
import { readSource, type SourceRows } from '../../src/data/load-dataset.ts';
import type { RawImages } from '../../src/data/raw-data.ts';
import { splitRows } from '../../src/data/split.ts';
import { findDrift } from '../../src/data-report/columns/drift.ts';
import { lookAtImages } from '../../src/data-report/images-report.ts';
import { reportData } from '../../src/data-report/report.ts';
import { findSplitDrift } from '../../src/data-report/split-drift.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { dataSpec, defaultSplit } from '../data/data-spec.ts';

/** 300 images of 2 × 2 × 1 in 30 classes. */
function given(change: (pixels: Uint8Array) => void = () => {}): SourceRows & { images: RawImages } {
  const random = randomFor('images');
  const pixels = Uint8Array.from({ length: 1200 }, () => random.below(256));
  change(pixels);
  const images: RawImages = { kind: 'images', shape: [2, 2, 1], pixels, maximum: 255 };
  const labels = Int32Array.from({ length: 300 }, (_, row) => row % 30);
  const classes = Array.from({ length: 30 }, (_, label) => `class ${label}`);
  const rowNumbers = Int32Array.from(labels.keys());
  const raw = {
    file: 'images',
    inputs: images,
    target: { kind: 'classification' as const, classes, labels },
    rowNumbers,
  };
  return { raw, rows: splitRows(raw, defaultSplit), images };
}

test('contact sheets show up to twelve images of up to twenty classes, the same ones each time', () => {
  const source = given();
  const { sheets } = lookAtImages(source.images, source).report;
  expect(sheets.map(({ title }) => title)).toEqual(
    Array.from({ length: 20 }, (_, label) => `class ${label}`),
  );
  for (const [label, { images }] of sheets.entries()) {
    expect(images).toHaveLength(10);
    for (const { row, pixels, caption } of images) {
      expect((row - 1) % 30).toBe(label);
      expect([...Buffer.from(pixels, 'base64')]).toEqual([
        ...source.images.pixels.subarray(4 * row - 4, 4 * row),
      ]);
      expect(caption).toMatch(/^row \d+, (train|validation|test)$/);
    }
  }
  expect(lookAtImages(source.images, source).report.sheets).toEqual(sheets);
});

test('pixels of another brightest value are stretched to bytes, and counted value by value', async () => {
  const source = await readSource(dataSpec({ source: 'digits' }), '.');
  const { inputs } = source.raw;
  if (inputs.kind !== 'images') throw new Error('digits are images');
  const { report } = lookAtImages(inputs, source);
  expect(report.sheets).toHaveLength(10);
  expect(report.sheets.every(({ images }) => images.length === 12)).toBe(true);
  expect(report.pixels.histogram.counts).toHaveLength(17);
  expect(report.pixels.histogram.counts.reduce((sum, count) => sum + count)).toBe(1797 * 64);
  // scikit-learn's copy: load_digits().data.mean() and .std().
  expect(report.pixels.mean).toBeCloseTo(4.884164579855314, 12);
  expect(report.pixels.std).toBeCloseTo(6.016787548672236, 9);
  const bytes = report.sheets.flatMap(({ images }) =>
    images.flatMap(({ pixels }) => [...Buffer.from(pixels, 'base64')]),
  );
  expect(Math.max(...bytes)).toBe(255);
});

test('images of a single colour are found', () => {
  const source = given((pixels) => {
    pixels.fill(0, 4 * 17, 4 * 18);
    pixels.fill(200, 4 * 99, 4 * 100);
  });
  expect(lookAtImages(source.images, source).findings).toMatchObject([
    {
      severity: 'warn',
      kind: 'blank-images',
      message: '2 images of a single colour (rows 18, 100)',
      rows: [17, 99],
      count: 2,
    },
  ]);
  const sound = given();
  expect(lookAtImages(sound.images, sound).findings).toEqual([]);
});

test('images of a folder are named by their files', async () => {
  const source = given((pixels) => {
    pixels.fill(0, 4 * 17, 4 * 18);
    pixels.copyWithin(4 * 42, 4 * 12, 4 * 13);
    pixels.copyWithin(4 * 74, 4 * 13, 4 * 14);
  });
  const fileNames = Array.from({ length: 300 }, (_, row) => `${row}.png`);
  const filed = { ...source, raw: { ...source.raw, fileNames } };
  const { findings, duplicates, images } = await reportData(filed);
  const files = Object.fromEntries(findings.map((finding) => [finding.kind, finding.files]));
  expect(files['blank-images']).toEqual(['17.png']);
  expect(files['conflicting-labels']).toEqual(['13.png', '74.png']);
  expect(findings.find(({ kind }) => kind === 'blank-images')?.message).toBe('1 image of a single colour');
  expect(duplicates.pairs.map((pair) => pair.files)).toEqual(
    expect.arrayContaining([
      ['12.png', '42.png'],
      ['13.png', '74.png'],
    ]),
  );
  expect(images?.sheets[0]?.images[0]?.caption).toMatch(/^\d+\.png, (train|validation|test)$/);
  const counted = (await reportData(source)).findings;
  expect(counted.every((finding) => finding.files === undefined)).toBe(true);
});

test('a split of brighter images is found', () => {
  const source = given();
  for (const row of source.rows.test) {
    for (let at = 4 * row; at < 4 * row + 4; at++)
      source.images.pixels[at] = 128 + (source.images.pixels[at] as number) / 2;
  }
  const [drift] = findDrift(lookAtImages(source.images, source).drift, {});
  expect(drift?.message).toMatch(/^the mean brightness: train and test differ: /);
  const sound = given();
  expect(findDrift(lookAtImages(sound.images, sound).drift, {})).toEqual([]);
});

test('a split with colours in another order is found, and other colours at random are not', () => {
  const random = randomFor('colours');
  const rows = 200;
  const pixels = Uint8Array.from(
    { length: rows * 12 },
    (_, at) => ([150, 100, 50][at % 3] as number) + random.below(40),
  );
  const images: RawImages = { kind: 'images', shape: [2, 2, 3], pixels, maximum: 255 };
  const target = {
    kind: 'classification' as const,
    classes: ['a', 'b'],
    labels: Int32Array.from({ length: rows }, (_, row) => row % 2),
  };
  const raw = { file: 'images', inputs: images, target, rowNumbers: Int32Array.from(target.labels.keys()) };
  const coloured = { raw, rows: splitRows(raw, defaultSplit) };
  expect(findSplitDrift(coloured)).toEqual([]);
  for (const row of coloured.rows.validation) pixels.subarray(12 * row, 12 * row + 12).reverse();
  expect(findSplitDrift(coloured).map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^the mean of green minus that of red: train and validation differ: medians -(49|50)/,
    ),
    expect.stringMatching(/^the mean of blue minus that of green: train and validation differ/),
  ]);
});
