import type { Dataset } from '../../../data/dataset.ts';
import type { Exhibit } from '../../../reports/check-report.ts';
import { figure, figureOf } from '../../../reports/figure.ts';
import { shownRow } from '../../../reports/number-text.ts';
import { sizeOfShape } from '../../../study/inputs/shape-size.ts';
import type { ArrayPart } from '../../../study/pipeline.ts';
import { hasStepFlags } from '../../../study/windows/padding.ts';
import type { Entering } from './entering.ts';
import { endsOf } from './first-entering.ts';

const shown = { numbers: 8, ids: 24, steps: 3 } as const;

/**
 * Each array of a row: its tokens, its numbers scaled and, in brackets, in their own units, or the first and the last
 * steps of its sequence.
 */
export function decodeArrays(parts: readonly ArrayPart[], values: readonly number[]): string[] {
  let offset = 0;
  return parts.map((part) => {
    const size = sizeOfShape(part.shape);
    const whole = values.slice(offset, offset + size);
    const own = hasStepFlags(part) ? steps(whole, part) : whole;
    offset += size;
    if (part.tokens !== undefined) return `${part.name} ${decodeTokens(part.tokens.words, own)}`;
    const { scales } = part;
    const written = own.map((value, at) => {
      const { shift, scale } = scales[at % scales.length] as (typeof scales)[number];
      const isPlain = shift === 0 && scale === 1;
      return isPlain ? figure(value) : `${figure(value)} (${figureOf(value * scale + shift, 6)})`;
    });
    if (part.shape.length < 2) return `${part.name} ${shortened(written, shown.numbers, ' ')}`;
    const inStep = size / (part.shape[0] ?? 1);
    const count = own.length / inStep;
    const lines = Array.from({ length: count }, (_, step) =>
      shortened(written.slice(step * inStep, (step + 1) * inStep), shown.numbers, ' '),
    );
    const first = lines.slice(0, shown.steps);
    const last = count > shown.steps ? ` … ${lines.at(-1)}` : '';
    return `${part.name} [${part.shape.join(',')}] ${first.join(' | ')}${last}`;
  });
}

/** The steps of a padded sequence without the padding. */
function steps(values: readonly number[], { shape }: ArrayPart): number[] {
  const width = shape.at(-1) ?? 1;
  return values.filter((_, at) => values[at - (at % width) + width - 1] === 1);
}

/** Words are those of ids 0, 1, 2 …; padding is left out. */
function decodeTokens(words: readonly string[] | undefined, ids: readonly number[]): string {
  const length = ids.findLastIndex((id) => id !== 0) + 1;
  const own = ids.slice(0, length).map((id) => words?.[id] ?? String(id));
  const padding = ids.length - length;
  return `${shortened(own, shown.ids, ' ')}${padding > 0 ? ` (padding ${padding})` : ''}`;
}

function shortened(words: readonly string[], most: number, between: string): string {
  const more = words.length - most;
  return `${words.slice(0, most).join(between)}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Arrays of the shape of pictures, [height, width, 1 or 3], black at the least value that is shown. */
export function arrayPictures({ preprocessing }: Dataset, { x, rows }: Entering): Exhibit[] {
  if (preprocessing.kind !== 'arrays') return [];
  const width = x.length / rows.length;
  let offset = 0;
  return preprocessing.parts.flatMap(({ name, shape, tokens }): Exhibit[] => {
    const size = sizeOfShape(shape);
    const from = offset;
    offset += size;
    const [high = 0, wide = 0, channels = 0] = shape;
    if (shape.length !== 3 || tokens !== undefined || (channels !== 1 && channels !== 3)) return [];
    const each = Array.from(rows, (row, index) => {
      const start = index * width + from;
      return { row, values: Array.from({ length: size }, (_, at) => x[start + at] as number) };
    });
    const [least, most] = endsOf(each.flatMap(({ values }) => values));
    const toByte = 255 / (most - least || 1);
    const images = each.map(({ row, values }) => ({
      caption: `row ${shownRow(row)}`,
      pixels: Buffer.from(Uint8ClampedArray.from(values, (value) => (value - least) * toByte)).toString(
        'base64',
      ),
    }));
    return [
      { kind: 'images', title: `What enters the model as ${name}`, shape: [high, wide, channels], images },
    ];
  });
}
