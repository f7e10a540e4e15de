import type { ColumnTransform, Task } from '../../../data/dataset.ts';
import { inputNamesOf } from '../../../data/preprocessing/column-inputs.ts';
import { nameOfRow } from '../../../data/raw-data.ts';
import type { Exhibit } from '../../../reports/check-report.ts';
import { figure, figureOf } from '../../../reports/figure.ts';
import { widthOf } from '../../../study/column-width.ts';
import { columnsOf } from '../../../study/inputs/columns-of.ts';
import { ownValue } from '../../../study/outputs/target-scale.ts';
import { columnsAt, partsOf } from '../../../study/outputs/task-parts.ts';
import { outputWidth } from '../../../study/outputs/task-widths.ts';
import type { WindowPreprocessing } from '../../../study/pipeline.ts';
import type { CheckContext } from '../../check.ts';
import { arrayPictures, decodeArrays } from './decoded-arrays.ts';
import type { Entering } from './entering.ts';

/** The examples as pictures, or as text; arrays of several parts as both. */
export function enteringExhibits(context: CheckContext, entering: Entering): Exhibit[] {
  const { preprocessing, inputShape } = context.dataset;
  if (preprocessing.kind === 'image' && inputShape.length === 3) return [imagesExhibit(context, entering)];
  return [tableExhibit(context, entering), ...arrayPictures(context.dataset, entering)];
}

/** One line per example: its features by name, scaled and, in brackets, in their own units. */
function tableExhibit({ dataset, source }: CheckContext, entering: Entering): Exhibit {
  const { preprocessing, task } = dataset;
  const rows = entering.rows.length;
  const width = entering.x.length / rows;
  const lines = Array.from({ length: rows }, (_, index) => {
    const values = Array.from({ length: width }, (_, at) => entering.x[index * width + at] as number);
    const columns = columnsOf(preprocessing);
    // A whole window would be too long a line.
    const shown = preprocessing.kind === 'window' ? lastStep(values, preprocessing) : values;
    const features =
      preprocessing.kind === 'arrays'
        ? decodeArrays(preprocessing.parts, values)
        : columns === undefined
          ? values.map(figure)
          : decodeColumns(columns, shown);
    const place =
      preprocessing.kind !== 'window'
        ? ''
        : `, the last row of its ${preprocessing.padding ? 'series' : 'window'}`;
    return `${nameOfRow(source.raw, entering.rows[index] as number)}${place}: ${features.join(', ')} → ${label(task, entering.y, index)}`;
  });
  return { kind: 'text', title: 'What enters the model, scaled (and decoded) → target', lines };
}

/** The inputs of the last row of a window, or of a series without padding. */
function lastStep(values: readonly number[], { length, padding }: WindowPreprocessing): readonly number[] {
  const width = values.length / length;
  if (padding === undefined) return values.slice(-width);
  const last = values.findLastIndex((value, at) => (at + 1) % width === 0 && value === 1);
  return values.slice(last + 1 - width, last);
}

const unknownToken = '�';

function decodeColumns(columns: readonly ColumnTransform[], values: readonly number[]): string[] {
  let at = 0;
  return columns.map((column) => {
    const own = values.slice(at, at + widthOf(column));
    at += own.length;
    if (column.kind === 'number' && column.curve === undefined && column.pieces === undefined) {
      const [value = 0] = own;
      return `${column.name} ${figure(value)} (${ownUnits(value * column.scale + column.shift)})`;
    }
    if (column.kind === 'tokens') {
      const tokens = own.flatMap((id) => (id === 0 ? [] : [column.words[id - 2] ?? unknownToken]));
      return `${column.name} ${JSON.stringify(tokens.join(column.of === 'words' ? ' ' : ''))}`;
    }
    if (column.kind !== 'category') {
      const names = inputNamesOf(column);
      const shown = own.flatMap((value, index) => (value === 0 ? [] : [`${names[index]} ${figure(value)}`]));
      return shown.length === 0 ? `${column.name} all 0` : shown.join(' ');
    }
    const named = column.values.filter((_, place) => own[place] !== 0);
    return `${column.name} ${own.map(figure).join(' ')} (${named.join(' and ') || 'none known'})`;
  });
}

/** Each example as a picture, its label below. */
function imagesExhibit(context: CheckContext, entering: Entering): Exhibit {
  const { dataset, source } = context;
  const [height = 1, width = 1, channels = 1] = dataset.inputShape;
  const size = height * width * channels;
  const toBytes = pixelBytes(context);
  const images = Array.from(entering.rows, (row, index) => ({
    caption: `${nameOfRow(source.raw, row)}: ${label(dataset.task, entering.y, index)}`,
    pixels: toBytes(Array.prototype.slice.call(entering.x, index * size, (index + 1) * size)),
  }));
  return { kind: 'images', title: 'What enters the model', shape: [height, width, channels], images };
}

/** The bytes of a picture, in base64, from its values as they enter the model. */
export function pixelBytes({ dataset, source }: CheckContext): (values: ArrayLike<number>) => string {
  const { preprocessing } = dataset;
  const divisor = preprocessing.kind === 'image' ? preprocessing.divisor : 1;
  const maximum = source.raw.inputs.kind === 'images' ? source.raw.inputs.maximum : divisor;
  const toByte = (255 * divisor) / maximum;
  // A clamped array rounds, and clips values outside the range of a pixel.
  return (values) =>
    Buffer.from(Uint8ClampedArray.from(values, (value) => value * toByte)).toString('base64');
}

/** The source's value, as far as a float32 keeps it. */
function ownUnits(value: number): string {
  return figureOf(value, 6);
}

/** `y` [rows, outputs] as they enter a loss. */
function label(task: Task, y: ArrayLike<number>, index: number): string {
  if (task.kind === 'joint') {
    const all = Float32Array.from(y);
    const parts = partsOf(task).map(({ name, task: own, outputs }) => {
      const said = label(own, columnsAt(all, outputWidth(task), outputs), index);
      return own.kind === 'regression' ? said : `${name} ${said}`;
    });
    return parts.join(', ');
  }
  if (task.kind === 'multilabel') {
    const { labels } = task;
    return labels.filter((_, place) => y[index * labels.length + place] === 1).join(' and ') || 'no label';
  }
  if (task.kind === 'regression') {
    const scaled = y[index] as number;
    return `${task.target} ${figure(scaled)} (${ownUnits(ownValue(scaled, task))})`;
  }
  const named = task.classes.filter((_, place) => y[index * task.classes.length + place] === 1);
  return named.join(' and ');
}
