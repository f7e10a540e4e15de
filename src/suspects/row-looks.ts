import { asTable } from '../data/arrays/array-columns.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { CategoryColumn, NumberColumn, RawColumn, RawData, RawImages } from '../data/raw-data.ts';
import { shownRow } from '../reports/number-text.ts';
import type { JudgedSplit, OddFeature, SuspectRow } from '../reports/suspects-report.ts';
import { type RobustScale, rarity, robustScaleOf, zScore } from './robust-scale.ts';

/** The content of a split's row for a report, by the row's index in the split. */
export type RowLooks = (split: JudgedSplit, place: number) => SuspectRow;

const shownFeatures = 3;

/**
 * An image's pixels, or the inputs of a table's row that deviate most from the training rows of the same given class
 * (from all of them in a regression), or the series of a row whose inputs are other rows; `train` has the training rows
 * where `rows` do not.
 */
export function rowLooks({ raw, rows }: SourceRows, train = rows.train): RowLooks {
  const { inputs, rowNumbers, fileNames } = raw;
  const seen =
    inputs.kind === 'images'
      ? imageOf(inputs)
      : raw.windows === undefined
        ? oddFeatures(asTable(inputs).columns, peersOf(raw, train))
        : seriesOf(raw);
  return (split, place) => {
    const index = rows[split][place] as number;
    const row = rowNumbers[index] as number;
    const file = fileNames === undefined ? {} : { file: fileNames[row] as string };
    return { row: shownRow(row), ...file, split, ...seen(index) };
  };
}

function imageOf({ shape, pixels, maximum }: RawImages) {
  const size = shape[0] * shape[1] * shape[2];
  return (index: number): Pick<SuspectRow, 'pixels'> => {
    const own = pixels.subarray(index * size, (index + 1) * size);
    const bytes = own.map((pixel) => Math.round((255 * pixel) / maximum));
    return { pixels: Buffer.from(bytes).toString('base64') };
  };
}

function seriesOf({ steps }: RawData): (index: number) => Pick<SuspectRow, 'series'> {
  const { series } = steps ?? {};
  if (series === undefined) return () => ({});
  return (index) => ({ series: series.names[series.codes[index] as number] as string });
}

/** A row of the source → the training rows to compare it with, the same array for the same class. */
function peersOf({ target }: RawData, train: Int32Array): (index: number) => Int32Array {
  if (target.kind === 'regression') return () => train;
  const { labels } = target;
  const byClass = remember((label: number) => train.filter((row) => labels[row] === label));
  return (index) => byClass(labels[index] as number);
}

function oddFeatures(columns: readonly RawColumn[], peers: (index: number) => Int32Array) {
  const scorers = columns.map((column) =>
    column.kind === 'number' ? numberScorer(column) : categoryScorer(column),
  );
  return (index: number): Pick<SuspectRow, 'features'> => {
    const features = scorers.map((score) => score(index, peers(index)));
    return {
      features: features.sort((one, other) => Math.abs(other.z) - Math.abs(one.z)).slice(0, shownFeatures),
    };
  };
}

type Scorer = (index: number, peers: Int32Array) => OddFeature;

function numberScorer({ name, values }: NumberColumn): Scorer {
  const isThere = (row: number) => !Number.isNaN(values[row]);
  const scaleOf = remember(
    (peers: Int32Array): RobustScale =>
      robustScaleOf(Float64Array.from(peers.filter(isThere), (row) => values[row] as number)),
  );
  return (index, peers) => {
    const value = values[index] as number;
    if (!isThere(index)) {
      const missing = peers.length - scaleOf(peers).count;
      return { name, value: null, z: rarity(missing, peers.length) };
    }
    return { name, value, z: scaleOf(peers).count === 0 ? 0 : zScore(value, scaleOf(peers)) };
  };
}

function categoryScorer({ name, codes, categories }: CategoryColumn): Scorer {
  const countsOf = remember((peers: Int32Array) => {
    const counts = new Map<number, number>();
    for (const row of peers) counts.set(codes[row] as number, (counts.get(codes[row] as number) ?? 0) + 1);
    return counts;
  });
  return (index, peers) => {
    const code = codes[index] as number;
    const z = rarity(countsOf(peers).get(code) ?? 0, peers.length);
    return { name, value: categories[code] ?? null, z };
  };
}

/** Caches the value of each key. */
function remember<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
