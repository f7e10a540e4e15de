import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { columnsLayer, rangeLayer } from '../layers/input-layers.ts';
import { type TokenEmbeddingShape, tokenEmbeddingLayer } from '../layers/token-embedding.ts';
import type { BuildInput, ModelData } from './model-family.ts';

/** The token ids of one text, as they enter the model: [length], whole numbers below `size`; 0 is padding, at the end. */
export interface TokenInput {
  /** For names of layers. */
  readonly place: string;
  readonly ids: SymbolicTensor;
  readonly length: number;
  readonly size: number;
}

/** A row's texts, and all its other inputs [inputs], if there are any. */
export interface RowParts {
  readonly texts: readonly TokenInput[];
  readonly others?: SymbolicTensor;
}

/** Whether some inputs are token ids. */
export function hasTokens({ columns = [], tokens }: Pick<ModelData, 'columns' | 'tokens'>): boolean {
  return tokens !== undefined || columns.some(({ kind }) => kind === 'tokens');
}

/** Takes a row apart: `inputs` is the model's whole input, a table's row or one text's ids. */
export function rowParts({ tf, data }: BuildInput, inputs: SymbolicTensor): RowParts {
  const all = inputs.shape[1] as number;
  if (data.tokens !== undefined) {
    return { texts: [{ place: '1', ids: inputs, length: all, size: data.tokens.size }] };
  }
  const texts: TokenInput[] = [];
  const places: number[] = [];
  let start = 0;
  for (const column of data.columns ?? []) {
    const { width } = column;
    if (column.kind === 'tokens') {
      const place = `${texts.length + 1}`;
      const range = rangeLayer(tf, `text${place}`, all, { start, width });
      const ids = width === all ? inputs : (range.apply(inputs) as SymbolicTensor);
      texts.push({ place, ids, length: width, size: column.size });
    } else {
      for (let at = start; at < start + width; at++) places.push(at);
    }
    start += width;
  }
  if (places.length === 0 && start > 0) return { texts };
  if (texts.length === 0) return { texts, others: inputs };
  return { texts, others: columnsLayer(tf, 'others', all, places).apply(inputs) as SymbolicTensor };
}

/** A text's tokens as `width` learned numbers, zeros for padding: [length] → [length, width]. */
export function embeddingLayers(
  { tf }: BuildInput,
  { ids, length, size, place }: TokenInput,
  numbers: Pick<TokenEmbeddingShape, 'width' | 'hasMask'>,
): SymbolicTensor {
  const shape = { length, size, spread: initialSpread, ...numbers };
  return tokenEmbeddingLayer(tf, `tokens${place}`, shape).apply(ids) as SymbolicTensor;
}

const initialSpread = 0.1;
