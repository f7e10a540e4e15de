import type { CurveColumns } from './curve-columns.ts';

/** Epochs of a running trial that are new: `[epoch, value]`. */
export interface NewEpochs {
  readonly trial: number;
  readonly epochs: readonly (readonly [epoch: number, value: number | null])[];
}

/** The curves with new epochs at their ends; an epoch that a curve has already is replaced, and so are those after it. */
export function mergeCurves(curves: CurveColumns, news: readonly NewEpochs[]): CurveColumns {
  const byTrial = new Map(news.map((each) => [each.trial, each.epochs]));
  const numbers = [...new Set([...curves.trial, ...byTrial.keys()])].sort((one, other) => one - other);
  const places = new Map([...curves.trial].map((trial, place) => [trial, place]));
  const added = news.reduce((sum, { epochs }) => sum + epochs.length, 0);
  const epoch = new Float32Array(curves.epoch.length + added);
  const value = new Float32Array(epoch.length);
  const offset = new Uint32Array(numbers.length + 1);
  let end = 0;
  for (const [at, trial] of numbers.entries()) {
    offset[at] = end;
    const [begin, stop] = keptOf(curves, places.get(trial), byTrial.get(trial));
    epoch.set(curves.epoch.subarray(begin, stop), end);
    value.set(curves.value.subarray(begin, stop), end);
    end += stop - begin;
    for (const [number, result] of byTrial.get(trial) ?? []) {
      epoch[end] = number;
      value[end++] = result ?? Number.NaN;
    }
  }
  offset[numbers.length] = end;
  return {
    ...curves,
    trial: Uint32Array.from(numbers),
    offset,
    epoch: epoch.subarray(0, end),
    value: value.subarray(0, end),
  };
}

/** Earlier curves, with those of `changed` in place of their trials' own; an empty one takes a trial's away. */
export function replaceCurves(curves: CurveColumns, changed: CurveColumns): CurveColumns {
  const replaced = new Set(changed.trial);
  const pieces = [
    ...piecesOf(curves).filter(({ trial }) => !replaced.has(trial)),
    ...piecesOf(changed).filter(({ epoch }) => epoch.length > 0),
  ].sort((one, other) => one.trial - other.trial);
  const offset = new Uint32Array(pieces.length + 1);
  for (const [at, piece] of pieces.entries()) offset[at + 1] = (offset[at] as number) + piece.epoch.length;
  const epoch = new Float32Array(offset.at(-1) as number);
  const value = new Float32Array(epoch.length);
  for (const [at, piece] of pieces.entries()) {
    epoch.set(piece.epoch, offset[at]);
    value.set(piece.value, offset[at]);
  }
  return { ...changed, trial: Uint32Array.from(pieces, ({ trial }) => trial), offset, epoch, value };
}

function piecesOf({ trial, offset, epoch, value }: CurveColumns) {
  return Array.from(trial, (number, at) => {
    const [begin, end] = [offset[at], offset[at + 1]];
    return { trial: number, epoch: epoch.subarray(begin, end), value: value.subarray(begin, end) };
  });
}

/** The stretch of a known curve that lies before its first new epoch. */
function keptOf(
  { offset, epoch }: CurveColumns,
  place: number | undefined,
  news: NewEpochs['epochs'] | undefined,
): readonly [begin: number, stop: number] {
  if (place === undefined) return [0, 0];
  const begin = offset[place] as number;
  let stop = offset[place + 1] as number;
  const first = news?.[0]?.[0] ?? Number.POSITIVE_INFINITY;
  while (stop > begin && (epoch[stop - 1] as number) >= first) stop--;
  return [begin, stop];
}
