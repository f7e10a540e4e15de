import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError } from '../../faults/errors.ts';
import { isPlain } from '../../study/cell-form.ts';
import { targetColumns } from '../../study/outputs/task-widths.ts';
import type { ColumnTransform } from '../../study/pipeline.ts';
import { FaultList } from '../fault-list.ts';
import { inBatchesOf, listColumns, type RowSource } from '../formats/row-source.ts';
import { type CellNotice, RowEncoder } from '../preprocessing/encoder.ts';
import { weightReader } from '../preprocessing/weight-reader.ts';
import { CellFaults } from './cell-faults.ts';
import { batchRows, type InputBatch, type InputRequest, type Inputs } from './inputs.ts';
import { LabelledRows, type LeftOut } from './labelled-rows.ts';
import { NoveltyTally } from './novelty-tally.ts';
import { numberRun } from './number-run.ts';
import { type Encoding, encodeBatch, type Places } from './table-batch.ts';
import { targetCells } from './target-cells.ts';

interface TableReading {
  readonly rowsPerBatch?: number;
  /** A column whose missing cells are no news. */
  readonly mayLack?: string | undefined;
  /** Receives each row that is left out because it has no target. */
  readonly onLeftOut?: LeftOut;
}

/** A table's rows, encoded by the pipeline in batches. FaultsError that names all missing columns. */
export function tableInputs(
  source: RowSource,
  { pipeline, target, clip = false }: InputRequest,
  { rowsPerBatch = batchRows, mayLack, onLeftOut }: TableReading = {},
): Inputs {
  const { preprocessing, task } = pipeline;
  const weight = target === undefined ? undefined : pipeline.weight;
  if (preprocessing.kind !== 'table') throw new Error('a table cannot enter a net of images');
  const targets = target === undefined ? [] : targetCells(pipeline, target);
  checkColumns(source, [
    ...preprocessing.columns.map(({ name }) => name),
    ...targets.map(({ name }) => name),
    ...(weight === undefined ? [] : [weight.name]),
  ]);
  const form = { areNormalized: pipeline.names === undefined };
  const ranges = pipeline.ranges?.inputs;
  const tally = new NoveltyTally(preprocessing.columns, ranges ?? [], source.placeWord);
  const notice = (column: string, what: CellNotice) => {
    if (what !== 'missing' || column !== mayLack) tally.notice(column, what);
  };
  const encoder = new RowEncoder(preprocessing.columns, { ...form, ranges, clip, notice });
  const at = (name: string) => source.names.indexOf(name);
  const places: Places = {
    columns: preprocessing.columns.map((transform) => {
      const range = ranges?.find(({ name }) => name === transform.name);
      const run = numberRun(transform, range);
      return {
        transform,
        position: at(transform.name),
        run,
        isPlainNumber: run !== undefined && hasNoNotation(transform),
      };
    }),
    targets: targets.map((each) => ({ ...each, position: at(each.name) })),
    targetWidth: target === undefined ? undefined : targetColumns(task),
    weight:
      weight === undefined
        ? undefined
        : { name: weight.name, position: at(weight.name), read: weightReader(weight) },
  };
  const labelled =
    target === undefined ? undefined : new LabelledRows(source.file, places.targets, onLeftOut);
  return {
    names: source.names,
    novelty: () => tally.total,
    ...(labelled && { labelled }),
    batches: encodeAll(source, { encoder, tally, places }, { rowsPerBatch, labelled }),
  };
}

function hasNoNotation(column: ColumnTransform): boolean {
  return column.kind === 'number' && (column.form === undefined || isPlain(column.form));
}

async function* encodeAll(
  source: RowSource,
  encoding: Encoding & { readonly places: Places },
  { rowsPerBatch, labelled }: { readonly rowsPerBatch: number; readonly labelled: LabelledRows | undefined },
): AsyncGenerator<InputBatch> {
  const { places } = encoding;
  let isEmpty = true;
  let isWeightless = places.weight !== undefined;
  for await (const all of inBatchesOf(rowsPerBatch, source.batches)) {
    isEmpty = false;
    const batch = labelled?.keep(all) ?? all;
    if (batch.places.length === 0) continue;
    const faults = new CellFaults(source);
    const encoded = encodeBatch(batch, source, { ...encoding, faults });
    faults.throwIfAny();
    isWeightless &&= encoded.weight?.every((weight) => weight === 0) ?? false;
    yield encoded;
  }
  if (isEmpty)
    throw new FaultsError([{ file: source.file, field: 'rows', constraint: 'must follow the header' }]);
  labelled?.finish();
  if (isWeightless) {
    const constraint = 'must be above 0 in some row, as a weight';
    throw new FaultsError([{ file: source.file, field: places.weight?.name ?? '', constraint }]);
  }
}

/** FaultsError of all names that are no column, or several. */
export function checkColumns({ file, names }: RowSource, wanted: readonly string[]): void {
  const faults = new FaultList(file);
  for (const name of new Set(wanted)) {
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      faults.add({ field: name, constraint: 'must be one column of the file, and is the name of several' });
    }
    if (names.includes(name)) continue;
    faults.add({
      field: name,
      constraint: 'must be a column of the file, as in training',
      hint: didYouMean(name, names) ?? listColumns(names),
    });
  }
  faults.throwIfAny();
}
