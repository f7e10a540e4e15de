import type { DataSpec } from '../study/study-spec.ts';
import { applyPreprocessing, inputShape } from './apply-preprocessing.ts';
import type { Dataset, Split, Task } from './dataset.ts';
import { fitPreprocessing, meanAndStd } from './fit-preprocessing.ts';
import type { RawTarget } from './raw-data.ts';
import { sharedFloats, shareInts } from './shared-memory.ts';
import { sourceReaders } from './sources/catalogue.ts';
import { splitRows } from './split.ts';

/**
 * Reads, splits and scales the data of a space file; `directory` is the space file's, for relative paths. All
 * statistics come from the training split alone. Throws a FaultsError that lists what is wrong with the request
 * or with the rows, by file, line and column.
 */
export async function loadDataset(spec: DataSpec, directory: string): Promise<Dataset> {
  const data = await sourceReaders[spec.source](spec, directory);
  const rows = splitRows(data, spec.split);
  const preprocessing = fitPreprocessing(data.inputs, rows.train, spec.scaling);
  const task = fitTask(data.target, rows.train);
  const split = (members: Int32Array): Split => ({
    rows: members.length,
    x: applyPreprocessing(data.inputs, preprocessing, members),
    y: encodeTarget(data.target, task, members),
    row: shareInts(members.map((member) => data.rowNumbers[member] as number)),
  });
  const splits = { train: split(rows.train), validation: split(rows.validation), test: split(rows.test) };
  return { task, inputShape: inputShape(data.inputs, preprocessing), preprocessing, splits };
}

function fitTask(target: RawTarget, train: Int32Array): Task {
  if (target.kind === 'classification') return { kind: 'classification', classes: target.classes };
  const values = Float64Array.from(train, (row) => target.values[row] as number);
  return { kind: 'regression', target: target.name, ...meanAndStd(values) };
}

function encodeTarget(target: RawTarget, task: Task, rows: Int32Array): Float32Array {
  const y = sharedFloats(rows.length);
  if (target.kind === 'classification') {
    y.set(rows.map((row) => target.labels[row] as number));
  } else if (task.kind === 'regression') {
    const { mean, std } = task;
    rows.forEach((row, index) => {
      y[index] = ((target.values[row] as number) - mean) / std;
    });
  }
  return y;
}
