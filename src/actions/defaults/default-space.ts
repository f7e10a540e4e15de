import type { RawColumn, RawData } from '../../data/raw-data.ts';
import type { Distribution } from '../../study/distribution.ts';
import { scalingParameter } from '../../study/searched/column-selection.ts';

/** The properties of the data that the default search space depends on. */
export interface DataShape {
  /** Rows that one model is trained on. */
  readonly rows: number;
  /** Height and width, of images. */
  readonly image?: readonly [height: number, width: number];
  /** Columns of numbers, of a table. */
  readonly numbers?: number;
  /** Columns of texts as token ids, of a table. */
  readonly texts?: number;
  /** Steps of sequences, of numbers or of token ids. */
  readonly sequence?: { readonly length: number; readonly isTokens: boolean };
}

/** Distributions and fixed values, as in a space file. */
export type DefaultSpace = Readonly<Record<string, Distribution | number>>;

/** Fewest rows, and the batch sizes from there on: an epoch has some ten steps at least. */
const batchSizes: readonly (readonly [rows: number, values: readonly number[]])[] = [
  [50_000, [64, 128, 256]],
  [5000, [32, 64, 128]],
  [500, [16, 32, 64]],
  [0, [8, 16, 32]],
];
const fewRows = 500;
/** Fewer rows need larger steps: iris gets 0.19 with rates up to 0.03, and 0.23 with rates up to 0.01. */
const slowRows = 5000;
const mostBlocks = 3;
/** By pieces a number has nine inputs: more take long to train, and of more cells much memory. */
const mostByPieces = { columns: 50, cells: 2_000_000 } as const;

/** A block of a convolutional net halves the image. */
const leastPixels = 4;

/** A recurrent network takes the time of all steps, and learns little over more of them. */
const mostSteps = 100;
const mostSequenceBlocks = 4;

export type DefaultFamily = 'mlp' | 'cnn' | 'rnn' | 'conv1d' | 'text';

export function defaultFamily({ image = [0, 0], texts = 0, sequence }: DataShape): DefaultFamily {
  if (texts > 0 || sequence?.isTokens) return 'text';
  if (sequence !== undefined) return sequence.length > mostSteps ? 'conv1d' : 'rnn';
  return Math.min(...image) < leastPixels ? 'mlp' : 'cnn';
}

/** The parameters of the family that matter most, in ranges for this number of rows. */
export function defaultSpace(shape: DataShape): DefaultSpace {
  const { rows, numbers = 0 } = shape;
  const [, values] = batchSizes.find(([fewest]) => rows >= fewest) ?? [0, []];
  return {
    learningRate: {
      type: 'logUniform',
      ...(rows < slowRows ? { min: 1e-3, max: 3e-2 } : { min: 3e-4, max: 1e-2 }),
    },
    ...familySpace(shape),
    dropout: { type: 'uniform', min: 0, max: 0.5 },
    weightDecay: { type: 'logUniform', min: 1e-5, max: 1e-1 },
    batchSize: { type: 'choice', values },
    ...(isByPieces(rows, numbers) && {
      [scalingParameter]: { type: 'choice', values: ['standard', 'piecewise'] },
    }),
  };
}

/** On 11 splits of ten tables ensembles of both scalings lost 6 % less: docs/quality.md. */
function isByPieces(rows: number, columns: number): boolean {
  return columns > 0 && columns <= mostByPieces.columns && rows * columns <= mostByPieces.cells;
}

function familySpace(shape: DataShape): DefaultSpace {
  const { rows, image = [0, 0], sequence = { length: 1 } } = shape;
  switch (defaultFamily(shape)) {
    case 'cnn':
      return blocksFor(image);
    case 'rnn':
      return {
        cell: { type: 'choice', values: ['lstm', 'gru'] },
        layers: { type: 'int', min: 1, max: 2 },
        units: { type: 'logInt', min: 16, max: rows < fewRows ? 64 : 128 },
        pooling: { type: 'choice', values: ['last', 'average', 'max'] },
      };
    case 'conv1d':
      return {
        blocks: {
          type: 'int',
          min: 1,
          max: Math.min(mostSequenceBlocks, Math.floor(Math.log2(sequence.length))),
        },
        filters: { type: 'logInt', min: 16, max: 64 },
        kernelSize: { type: 'choice', values: [3, 5, 9] },
      };
    case 'text':
      return {
        embedding: { type: 'logInt', min: 16, max: 64 },
        encoder: { type: 'choice', values: ['average', 'both', 'convolutions'] },
        embeddingDropout: { type: 'uniform', min: 0, max: 0.5 },
      };
    default:
      return layersFor(rows);
  }
}

function layersFor(rows: number): DefaultSpace {
  const [min, max] = rows < fewRows ? [8, 64] : [16, 256];
  return { layers: { type: 'int', min: 1, max: 3 }, units: { type: 'logInt', min, max } };
}

/** Each block halves the image: at least 4 pixels are left. */
function blocksFor(image: readonly [number, number]): DefaultSpace {
  const halvings = Math.floor(Math.log2(Math.min(...image))) - 2;
  const max = Math.min(mostBlocks, halvings);
  return {
    blocks: max > 1 ? { type: 'int', min: 1, max } : 1,
    filters: { type: 'logInt', min: 8, max: 32 },
    units: { type: 'logInt', min: 32, max: 128 },
  };
}

/** The facts of a row that the default family depends on. */
export function shapeOf(inputs: RawData['inputs']): Omit<DataShape, 'rows'> {
  if (inputs.kind === 'images') return { image: [inputs.shape[0], inputs.shape[1]] };
  if (inputs.kind === 'table') return { numbers: inputs.columns.filter(isNumber).length };
  const [part, ...others] = inputs.parts;
  const [length = 0, ...step] = part?.shape ?? [];
  const isTokens = part?.tokens !== undefined;
  const isSequence = others.length === 0 && length > 1 && step.length === (isTokens ? 0 : 1);
  return isSequence ? { sequence: { length, isTokens } } : { numbers: 0 };
}

function isNumber(column: RawColumn): boolean {
  return column.kind === 'number' && column.form?.type !== 'date';
}
