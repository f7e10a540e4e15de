import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError } from '../../faults/errors.ts';
import { isPlain } from '../../study/cell-form.ts';
import { widthOf } from '../../study/column-width.ts';
import { targetColumns } from '../../study/outputs/task-widths.ts';
import type { ColumnTransform } from '../../study/pipeline.ts';
import { FaultList } from '../fault-list.ts';
import {
  cellReaderOf,
  inBatchesOf,
  listColumns,
  type RawRows,
  type RowSource,
} from '../formats/row-source.ts';
import { shownCell } from '../formats/shown-cell.ts';
import { type CellNotice, RowEncoder } from '../preprocessing/encoder.ts';
import { weightConstraint, weightReader } from '../preprocessing/weight-reader.ts';
import { numbersIn } from '../scanning/numbers-in.ts';
import { CellFaults } from './cell-faults.ts';
import { batchRows, type InputBatch, type InputRequest, type Inputs } from './inputs.ts';
import { LabelledRows, type LeftOut } from './labelled-rows.ts';
import { NoveltyTally } from './novelty-tally.ts';
import { isOfNumbers, type NumberRun, numberRun } from './number-run.ts';
import { type PlacedTarget, targetCells } from './target-cells.ts';

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
  const places: Omit<Places, 'labelled'> = {
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
    batches: encodeAll(source, { encoder, tally, rowsPerBatch }, { ...places, labelled }),
  };
}

function hasNoNotation(column: ColumnTransform): boolean {
  return column.kind === 'number' && (column.form === undefined || isPlain(column.form));
}

interface Encoding {
  readonly encoder: RowEncoder;
  readonly tally: NoveltyTally;
  readonly rowsPerBatch: number;
}

interface Places {
  readonly columns: readonly {
    readonly transform: ColumnTransform;
    readonly position: number;
    readonly run: NumberRun | undefined;
    /** Texts are read as plain numbers before they are encoded. */
    readonly isPlainNumber: boolean;
  }[];
  readonly targets: readonly PlacedTarget[];
  /** Absent where no target was requested. */
  readonly targetWidth: number | undefined;
  readonly weight:
    | { readonly name: string; readonly position: number; readonly read: ReturnType<typeof weightReader> }
    | undefined;
  readonly labelled: LabelledRows | undefined;
}

async function* encodeAll(source: RowSource, encoding: Encoding, places: Places): AsyncGenerator<InputBatch> {
  let isEmpty = true;
  let isWeightless = places.weight !== undefined;
  for await (const all of inBatchesOf(encoding.rowsPerBatch, source.batches)) {
    isEmpty = false;
    const batch = places.labelled?.keep(all) ?? all;
    if (batch.places.length === 0) continue;
    const faults = new CellFaults(source);
    const encoded = encode(batch, source, { ...encoding, places, faults });
    faults.throwIfAny();
    isWeightless &&= encoded.weight?.every((weight) => weight === 0) ?? false;
    yield encoded;
  }
  if (isEmpty)
    throw new FaultsError([{ file: source.file, field: 'rows', constraint: 'must follow the header' }]);
  places.labelled?.finish();
  if (isWeightless) {
    const constraint = 'must be above 0 in some row, as a weight';
    throw new FaultsError([{ file: source.file, field: places.weight?.name ?? '', constraint }]);
  }
}

/** Column by column, so that a column's encoding is looked up once per batch. */
function encode(
  batch: RawRows,
  { names }: RowSource,
  { encoder, tally, places, faults }: Omit<Encoding, 'rowsPerBatch'> & { places: Places; faults: CellFaults },
): InputBatch {
  const { columns, spans, places: rowPlaces } = batch;
  const rows = rowPlaces.length;
  const cellAt = cellReaderOf(batch);
  const x = new Float32Array(rows * encoder.width);
  const complain = (field: string, row: number, position: number | undefined) => {
    const place = rowPlaces[row] as number;
    const column = position === undefined ? undefined : position + 1;
    return (constraint: string, value: unknown) => faults.add({ field, constraint, value, place, column });
  };
  if (columns === undefined && spans === undefined) {
    batch.cells.forEach((row, index) => {
      if (row.length === names.length) return;
      complain('row', index, undefined)(`must have ${names.length} cells`, row.length);
    });
  }
  tally.begin(rowPlaces);
  let offset = 0;
  for (const { transform, position, run, isPlainNumber } of places.columns) {
    const write = encoder.writerOf(transform);
    const cells = spans !== undefined && isPlainNumber ? numbersIn(spans, position) : columns?.[position];
    for (let row = 0; row < rows; row++) {
      if (run !== undefined && isOfNumbers(cells))
        row = run(cells, row, x, offset + row * encoder.width, encoder.width);
      if (row === rows) break;
      tally.row = row;
      const constraint = write(cellAt(row, position), x, offset + row * encoder.width);
      if (constraint !== undefined)
        complain(transform.name, row, position)(constraint, shownCell(cellAt(row, position)));
    }
    offset += widthOf(transform);
  }
  const novelty = tally.end();
  const { targets, targetWidth: width } = places;
  if (width === undefined) return inputBatch(batch, { rows, x, novelty });
  const y = new Float32Array(rows * width);
  for (const { name, position, offset: first, encode: encodeTarget } of targets) {
    for (let row = 0; row < rows; row++) {
      const cell = cellAt(row, position);
      const found = encodeTarget(cell);
      if (typeof found === 'string') complain(name, row, position)(found, shownCell(cell));
      else y.set(found, row * width + first);
    }
  }
  if (places.weight === undefined) return inputBatch(batch, { rows, x, novelty, y });
  const { name, position, read } = places.weight;
  const weight = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const cell = cellAt(row, position);
    const value = read(cell);
    if (value !== undefined) weight[row] = value;
    else complain(name, row, position)(weightConstraint, shownCell(cell));
  }
  return inputBatch(batch, { rows, x, novelty, y, weight });
}

/** Only predictions that keep their columns ask for the cells. */
function inputBatch(batch: RawRows, encoded: Omit<InputBatch, 'cells'>): InputBatch {
  return {
    ...encoded,
    places: batch.places,
    get cells() {
      return batch.cells;
    },
  };
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
