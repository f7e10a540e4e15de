import type { SourceRows } from '../data/load-dataset.ts';
import type { RowWindows } from '../data/raw-data.ts';
import { isLastOfRun } from '../data/windows/span-of.ts';

/** The reason why a row's own cells are not compared with its target where its inputs are other rows. */
export function notOfWindows(source: SourceRows): string {
  return isOfSeries(source)
    ? 'the inputs of an example are all rows of its series'
    : 'the inputs of a row are the rows before it, and not its own cells';
}

export function isWindowed({ raw }: SourceRows): boolean {
  return raw.windows !== undefined;
}

/** Whether whole series are the examples, so that no split divides one. */
export function isOfSeries({ raw }: Pick<SourceRows, 'raw'>): boolean {
  return raw.windows?.spec.padding !== undefined;
}

/**
 * With the rows that are no examples in the splits, and in the folds, of the first example that follows them in their
 * series: they are inputs of it, or of those after it. A row that no example follows without a gap is in none.
 */
export function withSteps(source: SourceRows): SourceRows {
  const { raw, rows } = source;
  const { windows } = raw;
  if (windows === undefined) return source;
  const { folds, ...splits } = rows;
  return {
    ...source,
    rows: {
      ...stepsOf(splits, windows),
      ...(folds && { folds: folds.map((fold) => ({ ...fold, ...stepsOf(fold, windows) })) }),
    },
  };
}

/** Sets of examples, which have no row in common, with the steps of each, ascending. */
function stepsOf<Name extends string>(
  sets: Readonly<Record<Name, Int32Array>>,
  { order, runStart, targets }: RowWindows,
): Record<Name, Int32Array> {
  const names = Object.keys(sets) as Name[];
  const setOf = new Int32Array(order.length).fill(-1);
  names.forEach((name, index) => {
    for (const row of sets[name]) setOf[row] = index;
  });
  const isExample = new Uint8Array(order.length);
  for (const row of targets) isExample[row] = 1;
  for (let place = order.length - 2; place >= 0; place--) {
    const row = order[place] as number;
    if (isExample[row] === 0 && !isLastOfRun(runStart, place))
      setOf[row] = setOf[order[place + 1] as number] as number;
  }
  const rowsOf = (index: number) => Int32Array.from(setOf.keys()).filter((row) => setOf[row] === index);
  return Object.fromEntries(names.map((name, index) => [name, rowsOf(index)])) as Record<Name, Int32Array>;
}
