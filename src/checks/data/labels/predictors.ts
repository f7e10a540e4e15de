import type { Scores } from './association.ts';
import type { LabelledRows } from './labelled-rows.ts';

/** Fits on the labelled rows of one half, and scores all rows of the other. */
export interface Direction {
  /** The ranges [from, to) of rows to fit on, and of rows to score. */
  readonly known: readonly [from: number, to: number];
  readonly scored: readonly [from: number, to: number];
}

const bins = 8;
/** Maximum number of multiplications: a tenth of a second. */
const mostWork = 5e7;

/**
 * For each class, or for the label itself, the sum of all features weighted by their covariance with it: linear
 * relations.
 */
export function additiveScores(data: LabelledRows, labels: Float64Array, direction: Direction): Scores {
  const width = Math.max(1, data.classes);
  const features = Math.max(1, Math.min(data.features, Math.floor(mostWork / (data.rows * width))));
  const { targets, rows } = centredTargets(data, labels, direction);
  const weights = new Float64Array(features * width);
  rows.forEach((row, index) => {
    for (let feature = 0; feature < features; feature++) {
      const cell = data.x[row * data.features + feature] as number;
      for (let at = 0; at < width; at++) {
        const place = feature * width + at;
        weights[place] = (weights[place] as number) + cell * (targets[index * width + at] as number);
      }
    }
  });
  const [from, to] = direction.scored;
  const values = new Float64Array((to - from) * width);
  for (let row = from; row < to; row++) {
    for (let feature = 0; feature < features; feature++) {
      const cell = data.x[row * data.features + feature] as number;
      for (let at = 0; at < width; at++) {
        const place = (row - from) * width + at;
        values[place] = (values[place] as number) + cell * (weights[feature * width + at] as number);
      }
    }
  }
  return { values, width };
}

/** The means in eight bins of the feature whose bins differ most among the fitted rows: any curve. */
export function singleFeatureScores(data: LabelledRows, labels: Float64Array, direction: Direction): Scores {
  const width = Math.max(1, data.classes);
  const { targets, rows } = centredTargets(data, labels, direction);
  let best: { feature: number; edges: Float64Array; means: Float64Array; gain: number } | undefined;
  for (let feature = 0; feature < data.features; feature++) {
    const cellOf = (row: number) => data.x[row * data.features + feature] as number;
    const edges = quantileEdges(Float64Array.from(rows, cellOf));
    const { means, gain } = binMeans(
      rows.map((row) => binOf(edges, cellOf(row))),
      targets,
      width,
    );
    if (best === undefined || gain > best.gain) best = { feature, edges, means, gain };
  }
  const [from, to] = direction.scored;
  const values = new Float64Array((to - from) * width);
  if (best === undefined) return { values, width };
  const { feature, edges, means } = best;
  for (let row = from; row < to; row++) {
    const bin = binOf(edges, data.x[row * data.features + feature] as number);
    values.set(means.subarray(bin * width, (bin + 1) * width), (row - from) * width);
  }
  return { values, width };
}

/** Labels minus their mean, one column per class or a single one: [rows, width]. */
function centredTargets(data: LabelledRows, labels: Float64Array, { known: [from, to] }: Direction) {
  const width = Math.max(1, data.classes);
  const rows = Int32Array.from({ length: to - from }, (_, index) => from + index).filter(
    (row) => !Number.isNaN(labels[row]),
  );
  const targets = new Float64Array(rows.length * width);
  rows.forEach((row, index) => {
    if (data.classes > 0) targets[index * width + (labels[row] as number)] = 1;
    else targets[index] = labels[row] as number;
  });
  for (let at = 0; at < width; at++) {
    let sum = 0;
    for (let place = at; place < targets.length; place += width) sum += targets[place] as number;
    for (let place = at; place < targets.length; place += width) {
      targets[place] = (targets[place] as number) - sum / rows.length;
    }
  }
  return { targets, rows };
}

function quantileEdges(cells: Float64Array): Float64Array {
  const sorted = cells.sort();
  return Float64Array.from({ length: bins - 1 }, (_, index) => {
    return sorted[Math.floor(((index + 1) * sorted.length) / bins)] ?? 0;
  });
}

function binOf(edges: Float64Array, cell: number): number {
  let bin = 0;
  while (bin < edges.length && cell >= (edges[bin] as number)) bin++;
  return bin;
}

function binMeans(binOfRow: Int32Array, targets: Float64Array, width: number) {
  const sums = new Float64Array(bins * width);
  const counts = new Float64Array(bins);
  binOfRow.forEach((bin, index) => {
    counts[bin] = (counts[bin] as number) + 1;
    for (let at = 0; at < width; at++) {
      sums[bin * width + at] = (sums[bin * width + at] as number) + (targets[index * width + at] as number);
    }
  });
  const means = sums.map((sum, place) => sum / Math.max(1, counts[Math.floor(place / width)] as number));
  const gain = means.reduce((total, mean, place) => total + mean * (sums[place] as number), 0);
  return { means, gain };
}
