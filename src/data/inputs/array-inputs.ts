import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { mostTokens } from '../../study/limits.ts';
import { partViews } from '../../study/outputs/part-views.ts';
import { targetColumns } from '../../study/outputs/task-widths.ts';
import type { ArrayPart, Pipeline, TargetArray } from '../../study/pipeline.ts';
import { isInputStem } from '../arrays/array-names.ts';
import { cellsOfTarget } from '../arrays/array-target.ts';
import { columnsOfTarget } from '../arrays/array-targets.ts';
import { unusableValue } from '../arrays/array-values.ts';
import { arrayOfName, type GatheredArray, gatherArrays, isText, rowSize } from '../arrays/gather-arrays.ts';
import { paddedRows, unevenFault } from '../arrays/padded-sequences.ts';
import { arrayFault, flatHint, type NamedArray } from '../formats/arrays/named-array.ts';
import { encodeArray } from '../preprocessing/array-encoder.ts';
import { encodedPixel } from '../preprocessing/encoder.ts';
import { targetEncoder } from '../preprocessing/target-encoder.ts';
import { unknownIds } from '../preprocessing/token-ids.ts';
import { batchRows, type InputBatch, type InputRequest, type Inputs } from './inputs.ts';
import { NoveltyTally } from './novelty-tally.ts';

/** A part of a row: what it becomes, and where its values are. */
interface EncodedPart {
  readonly name: string;
  readonly size: number;
  readonly values: ArrayValues;
  encode(row: number, x: Float32Array, at: number): void;
  /** Whether a row has ids of tokens that training did not have. */
  isNovel?(row: number): boolean;
}

/**
 * Rows of arrays to predict: x, or whatever the training data called it; one array with another name is taken too.
 * FaultsError for arrays that are not there, of other shapes, or with values that training could not have had.
 */
export function arrayInputs(arrays: readonly NamedArray[], file: string, request: InputRequest): Inputs {
  const { pipeline, target: wanted } = request;
  const gathered = gatherArrays([{ file, arrays }]);
  const known = pipeline.targetArrays ?? one(wanted ?? pipeline.target);
  const parts = partsOf(pipeline);
  const besides = [
    ...known.map(({ name }) => name),
    ...parts.flatMap(({ padding }) => padding?.lengths ?? []),
  ];
  const others = gathered.filter((array) => !besides.some((name) => arrayOfName([array], name)));
  const found = parts.map((part) => {
    const array =
      parts.length === 1 ? onlyInput(others, part.name, file) : arrayNamed(others, part.name, file);
    return { part, array: part.padding === undefined ? array : paddedInput(array, part, gathered, file) };
  });
  const rows = found[0]?.array.shape[0] ?? 0;
  if (rows === 0) throw arrayFault({ file, field: '' }, 'must have a row');
  const areImages = pipeline.preprocessing.kind === 'image';
  for (const { part, array } of found) {
    requireUsable(array, part, rows, file);
    const unusable = unusableValue(array, areImages ? 'pixels' : part.tokens && { tokens: mostTokens });
    if (unusable !== undefined)
      throw arrayFault({ file, field: array.name }, unusable.constraint, { value: unusable.value });
  }
  const encoded = found.map(({ part, array }) => encodedPart(pipeline, part, array));
  const targets = wanted === undefined ? [] : known;
  const read = targets.map((target) => ({ ...target, array: arrayNamed(gathered, target.name, file) }));
  const y = wanted === undefined ? undefined : targetsOf(read, rows, request, file);
  const tally = new NoveltyTally([], [], 'row');
  return { names: ['row'], novelty: () => tally.total, batches: batchesOf(encoded, { rows, y, tally }) };
}

/** Sequences of any lengths up to that of training, filled up to it. */
function paddedInput(
  array: GatheredArray,
  { shape, padding, tokens }: ArrayPart,
  all: readonly GatheredArray[],
  file: string,
): GatheredArray {
  const place = { file, field: array.name };
  const [length = 0, width = 2] = shape;
  const features = tokens === undefined ? [width - 1] : [];
  if (isText(array)) throw arrayFault(place, 'must be of numbers, as in training');
  if (String(array.shape.slice(2)) !== String(features)) {
    const constraint = `must have rows of the shape (${['steps', ...features].join(', ')}), as in training`;
    throw arrayFault(place, constraint, { value: `(${array.shape.slice(1).join(', ')})` });
  }
  const lengths = padding?.lengths === undefined ? undefined : arrayNamed(all, padding.lengths, file);
  const request = { areTokens: tokens !== undefined, lengths, length };
  return { ...array, ...paddedRows(array, request, file).array };
}

/** One array of one target. */
function one(name: string | undefined): readonly TargetArray[] {
  return name === undefined ? [] : [{ name, targets: 1 }];
}

/** The parts of an image model's row are its pixels. */
function partsOf({ preprocessing, inputShape }: Pipeline): readonly ArrayPart[] {
  if (preprocessing.kind === 'arrays') return preprocessing.parts;
  const [height, width, channels] = inputShape as [number, number, number];
  const shape = channels === 1 ? [height, width] : [height, width, channels];
  return [{ name: 'x', shape, scales: [{ shift: 0, scale: 1 }] }];
}

function arrayNamed(arrays: readonly GatheredArray[], name: string, file: string): GatheredArray {
  const found = arrayOfName(arrays, name);
  if (found !== undefined) return requireOnePiece(found, file);
  const constraint = `must be an array of the file, as in training: it has ${listOf(arrays)}`;
  throw arrayFault({ file, field: name }, constraint);
}

function onlyInput(arrays: readonly GatheredArray[], name: string, file: string): GatheredArray {
  const known = arrays.filter((array) => isInputStem(array.name));
  const found =
    arrays.find((array) => array.name === name) ??
    (arrays.length === 1 ? arrays[0] : known.length === 1 ? known[0] : undefined);
  return found === undefined ? arrayNamed(arrays, name, file) : requireOnePiece(found, file);
}

/** The rows to predict are those of one array: a file of several splits has none that is meant. */
function requireOnePiece(array: GatheredArray, file: string): GatheredArray {
  if (array.pieces.length === 1) return array;
  const constraint = `must be one array: the file has ${array.pieces.length} of this name, for several splits`;
  throw arrayFault({ file, field: array.name }, constraint, { hint: 'save the rows to predict as x alone' });
}

function listOf(arrays: readonly GatheredArray[]): string {
  return arrays.length === 0 ? 'none' : arrays.map(({ name }) => name).join(', ');
}

function requireUsable(array: GatheredArray, part: ArrayPart, rows: number, file: string): void {
  const place = { file, field: array.name };
  const shape = array.shape.slice(1);
  if (array.lengths !== undefined && part.padding === undefined) throw unevenFault(array.lengths, place);
  if (isText(array)) throw arrayFault(place, 'must be of numbers, as in training');
  // A picture of one channel may have an axis for it.
  const isSame = [shape, shape.at(-1) === 1 ? shape.slice(0, -1) : shape].some(
    (each) => String(each) === String(part.shape),
  );
  if (!isSame) {
    const constraint = `must have rows of the shape (${part.shape.join(', ')}), as in training`;
    throw arrayFault(place, constraint, { value: `(${shape.join(', ')})`, ...flatHint(array, part.shape) });
  }
  if (array.shape[0] !== rows)
    throw arrayFault(place, `must have ${rows} rows, as the other arrays`, { value: array.shape[0] });
}

function encodedPart(pipeline: Pipeline, part: ArrayPart, array: GatheredArray): EncodedPart {
  const { preprocessing, pixelMaximum } = pipeline;
  const values = array.values as ArrayValues;
  const size = sizeOfShape(part.shape);
  if (preprocessing.kind !== 'image') {
    const { tokens } = part;
    const valuesOf = (row: number) => values.subarray(row * size, (row + 1) * size);
    return {
      ...{ name: part.name, size, values },
      encode: (row, x, at) => encodeArray(part, values, row * size, x, at),
      ...(tokens && { isNovel: (row) => unknownIds(valuesOf(row), tokens.size) > 0 }),
    };
  }
  const { divisor } = preprocessing;
  return {
    ...{ name: part.name, size, values },
    encode(row, x, at) {
      for (let cell = 0; cell < size; cell++) {
        x[at + cell] = encodedPixel(values[row * size + cell] as number, divisor, pixelMaximum);
      }
    },
  };
}

interface ReadTarget extends TargetArray {
  readonly array: GatheredArray;
}

/** [rows, targets] class indices, scaled targets, or labels. */
function targetsOf(
  targets: readonly ReadTarget[],
  rows: number,
  { pipeline: { task, classNames } }: InputRequest,
  file: string,
): Float32Array {
  const columns = targets.flatMap((target) => {
    const place = { file, field: target.array.name };
    return columnsOf(target, rows, place).map((cells) => ({ cells, place }));
  });
  const views = partViews(task);
  const width = targetColumns(task);
  const y = new Float32Array(rows * width);
  for (const [at, { cells, place }] of columns.entries()) {
    const own = views[at]?.task;
    if (own === undefined) throw new Error('more columns of targets than the model has');
    const encode = targetEncoder(own);
    const names = own.kind === 'classification' ? classNames : undefined;
    for (let row = 0; row < rows; row++) {
      const cell = cells[row];
      const label = encode(names === undefined || typeof cell !== 'number' ? cell : (names[cell] ?? cell));
      if (typeof label === 'string')
        throw arrayFault(place, `${label}, and row ${row + 1} is not`, { value: cell });
      y[row * width + at] = label;
    }
  }
  return y;
}

/** The values of each target of an array. */
function columnsOf(
  { array, targets }: ReadTarget,
  rows: number,
  place: { readonly file: string; readonly field: string },
): readonly ArrayLike<unknown>[] {
  if (array.shape[0] !== rows)
    throw arrayFault(place, `must have ${rows} rows, as the inputs`, { value: array.shape[0] });
  if (targets === 1) return [cellsOfTarget(array, place.file)];
  if (rowSize(array) === targets) return columnsOfTarget(array);
  throw arrayFault(place, `must have ${targets} numbers a row, as in training`, { value: rowSize(array) });
}

async function* batchesOf(
  parts: readonly EncodedPart[],
  {
    rows,
    y,
    tally,
  }: { readonly rows: number; readonly y: Float32Array | undefined; readonly tally: NoveltyTally },
): AsyncGenerator<InputBatch> {
  const width = parts.reduce((sum, { size }) => sum + size, 0);
  const targets = (y?.length ?? 0) / rows;
  for (let start = 0; start < rows; start += batchRows) {
    const count = Math.min(batchRows, rows - start);
    const x = new Float32Array(count * width);
    tally.begin(Array.from({ length: count }, (_, row) => start + row + 1));
    let offset = 0;
    for (const { name, size, encode, isNovel } of parts) {
      for (let row = 0; row < count; row++) {
        encode(start + row, x, row * width + offset);
        tally.row = row;
        if (isNovel?.(start + row)) tally.notice(name, 'unknownCategories');
      }
      offset += size;
    }
    const novelty = tally.end();
    const cells = Array.from({ length: count }, (_, row) => [start + row + 1]);
    yield {
      rows: count,
      x,
      cells,
      novelty,
      ...(y && { y: y.slice(start * targets, (start + count) * targets) }),
    };
  }
}
