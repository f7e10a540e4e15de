import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSource, type SourceRows } from '../../../src/data/load-dataset.ts';
import { fitPreprocessing } from '../../../src/data/preprocessing/fit-preprocessing.ts';
import type { RawData } from '../../../src/data/raw-data.ts';
import { splitRows } from '../../../src/data/split.ts';
import { nearestRows } from '../../../src/data-report/probes/neighbours.ts';
import { probe } from '../../../src/data-report/probes/probes.ts';
import { type NumberRows, ridgePredictions } from '../../../src/data-report/probes/ridge.ts';
import type { ProbesReport } from '../../../src/reports/data/probes-report.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { dataSpec, defaultSplit } from '../../data/data-spec.ts';
import { drawn, normal, numberColumn, numberTarget, tableSource } from '../given-source.ts';

const fixture = new URL('../../fixtures/probes/scikit-learn.json', import.meta.url);
const vectors = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, number[]>;
const pointsOf = (name: string): NumberRows => {
  const x = Float64Array.from(vectors[name] ?? []);
  return { rows: x.length / 4, columns: 4, x };
};

test('ridge regression, and its strength by leaving rows out one by one, are those of scikit-learn', () => {
  const found = ridgePredictions(pointsOf('x'), Float64Array.from(vectors.y ?? []), 2, pointsOf('judged'));
  found.forEach((value, at) => {
    expect(value).toBeCloseTo(vectors.predictions?.[at] ?? Number.NaN, 8);
  });
});

test('nearest rows are those of scikit-learn', () => {
  expect([...nearestRows(pointsOf('x'), pointsOf('judged'), 3)]).toEqual(vectors.nearest);
});

function probed(source: SourceRows): ProbesReport | undefined {
  return probe(source, fitPreprocessing(source.raw.inputs, source.rows.train, 'standard'));
}

const split = { ...defaultSplit, seed: 0 } as DataSpec['split'];
const score = (report: ProbesReport | undefined, inputs: string) =>
  Math.max(...(report?.probes ?? []).filter((each) => each.inputs === inputs).map((each) => each.score));

test('digits: details and places of strokes matter, and flipped labels are doubted', async () => {
  const source = await readSource(dataSpec({ source: 'digits', split }), '.');
  const report = probed(source);
  expect(score(report, '8 × 8 pixels')).toBeGreaterThan(0.9);
  expect(score(report, 'patches by place')).toBeGreaterThan(score(report, 'patches anywhere'));
  expect(report?.notes[0]).toMatch(/^4 × 4 pixels lose \d.* details matter, keep the resolution$/);
  expect(report?.labelNoise?.share).toBeLessThan(0.03);
  const { target } = source.raw;
  if (target.kind !== 'classification') throw new Error('digits have classes');
  const random = randomFor('flips');
  const labels = target.labels.map((label) => (random.next() < 0.1 ? (label + 3) % 10 : label));
  const flipped = probed({ ...source, raw: { ...source.raw, target: { ...target, labels } } });
  expect(flipped?.labelNoise?.share).toBeGreaterThan(0.04);
  expect(flipped?.labelNoise?.share).toBeLessThan(0.12);
});

/** Images of noise with stripes of one direction in a random place: 12 × 12. */
function stripes(count: number): SourceRows {
  const random = randomFor('stripes');
  const side = 12;
  const labels = Int32Array.from({ length: count }, () => random.below(2));
  const pixels = new Uint8Array(count * side * side).map(() => random.below(40));
  labels.forEach((label, image) => {
    const [top, left] = [random.below(6), random.below(6)];
    for (let at = 0; at < 36; at++) {
      const [line, place] = [Math.floor(at / 6), at % 6];
      if ((label === 0 ? line : place) % 2 === 0)
        pixels[(image * side + top + line) * side + left + place] = 220;
    }
  });
  const raw: RawData = {
    file: 'stripes',
    inputs: { kind: 'images', shape: [side, side, 1], pixels, maximum: 255 },
    target: { kind: 'classification', classes: ['across', 'down'], labels },
    rowNumbers: Int32Array.from({ length: count }, (_, row) => row),
  };
  return { raw, rows: splitRows(raw, split) };
}

test('textures anywhere: their place hardly matters, and local patterns tell more than pixels', () => {
  const report = probed(stripes(600));
  expect(score(report, 'patches anywhere')).toBeGreaterThan(0.95);
  expect(report?.notes.filter((note) => /hardly matters|local patterns tell more/.test(note))).toHaveLength(
    2,
  );
});

test('a table with a bend asks for hidden layers, and a linear one does not', () => {
  const [a, b] = [drawn(1, 600, normal), drawn(2, 600, normal)];
  const columns = [numberColumn('a', a), numberColumn('b', b)];
  const bent = a.map((value, row) => value * (b[row] ?? 0));
  expect(probed(tableSource(columns, numberTarget(bent)))?.notes[0]).toContain('a model needs hidden layers');
  const straight = a.map((value, row) => value + 2 * (b[row] ?? 0));
  const report = probed(tableSource(columns, numberTarget(straight)));
  expect(report?.notes[0]).toContain('begin with model.type linear');
  expect(report).toMatchObject({ metric: 'r2', constant: 0 });
  expect(score(report, 'all inputs')).toBeGreaterThan(0.95);
});

test('few rows are not asked', () => {
  const columns = [numberColumn('a', drawn(1, 60, normal))];
  expect(probed(tableSource(columns, numberTarget(drawn(2, 60, normal))))).toBeUndefined();
});

test('large images are averaged first: as many numbers as small ones have, and the same scores', () => {
  const small = stripes(200);
  const { inputs } = small.raw;
  if (inputs.kind !== 'images') throw new Error('stripes are images');
  const [side, factor] = [inputs.shape[0], 8];
  const large = side * factor;
  const pixels = new Uint8Array(200 * large * large).map((_, at) => {
    const [image, line, place] = [Math.floor(at / large ** 2), Math.floor(at / large) % large, at % large];
    const own = image * side * side + Math.floor(line / factor) * side + Math.floor(place / factor);
    return inputs.pixels[own] as number;
  });
  const raw: RawData = { ...small.raw, inputs: { ...inputs, shape: [large, large, 1], pixels } };
  const [of, pooled] = [probed(small), probed({ ...small, raw })];
  expect(pooled?.notes[0]).toBe(
    'images are averaged over squares of 2 × 2 pixels first, to 48 × 48: finer details are not looked at',
  );
  expect(pooled?.probes.map(({ inputs: each }) => each)).toEqual([
    ...['48 × 48 pixels', '48 × 48 pixels', '24 × 24 pixels', '24 × 24 pixels'],
    ...['12 × 12 pixels', '12 × 12 pixels', 'patches anywhere', 'patches by place'],
  ]);
  expect(score(pooled, '12 × 12 pixels')).toBeCloseTo(score(of, '12 × 12 pixels'), 9);
});
