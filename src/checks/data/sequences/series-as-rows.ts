import { type BySplit, bySplit, splitNames } from '../../../data/dataset.ts';
import type { SourceRows } from '../../../data/load-dataset.ts';
import { drawTargets } from '../../../data/raw-targets.ts';
import { isOfSeries } from '../../../data-report/windowed.ts';
import { placesIn } from '../../../statistics/places.ts';
import { sizeOfShape } from '../../../study/inputs/shape-size.ts';
import type { CheckContext } from '../../check.ts';

const known = new WeakMap<SourceRows, SourceRows>();

/**
 * A source whose examples are whole series as one with an array of these, as they enter a model, so that checks compare
 * examples; once for all checks. Any other source as it is.
 */
export function seriesAsRows({ source, dataset }: Pick<CheckContext, 'source' | 'dataset'>): SourceRows {
  if (!isOfSeries(source)) return source;
  const found = known.get(source) ?? ofSeries(source, dataset);
  known.set(source, found);
  return found;
}

function ofSeries(
  { raw }: SourceRows,
  { splits, inputShape, preprocessing }: CheckContext['dataset'],
): SourceRows {
  const placesOf = placesIn(raw.rowNumbers);
  const parts = splitNames.map((name) => splits[name]);
  const members = Int32Array.from(parts.flatMap(({ row }) => Array.from(placesOf(row))));
  const size = sizeOfShape(inputShape);
  const values = new Float32Array(members.length * size);
  let at = 0;
  for (const { x } of parts) {
    values.set(x, at);
    at += x.length;
  }
  const padding = preprocessing.kind === 'window' ? preprocessing.padding : undefined;
  const series = { name: 'series', shape: inputShape, values, ...(padding && { padding }) };
  let first = 0;
  const rows: BySplit<Int32Array> = bySplit((name) => {
    const from = first;
    first += splits[name].rows;
    return Int32Array.from({ length: splits[name].rows }, (_, index) => from + index);
  });
  return {
    raw: {
      file: raw.file,
      inputs: { kind: 'arrays', parts: [series] },
      ...drawTargets(raw, members),
      rowNumbers: members.map((place) => raw.rowNumbers[place] as number),
    },
    rows,
  };
}
