import type { TargetArray } from '../../study/pipeline.ts';
import { gatherArrays } from '../arrays/gather-arrays.ts';
import type { NamedArray } from '../formats/arrays/named-array.ts';
import { type EncodedPart, encodedPart, partsOf } from './encoded-parts.ts';
import { arrayNamed, findInputs } from './found-arrays.ts';
import { batchRows, type InputBatch, type InputRequest, type Inputs } from './inputs.ts';
import { NoveltyTally } from './novelty-tally.ts';
import { targetsOf } from './target-arrays.ts';

/**
 * Rows of arrays to predict: x, or whatever the training data called it; one array with another name is taken too.
 * FaultsError for arrays that are not there, of other shapes, or with values that training could not have had.
 */
export function arrayInputs(arrays: readonly NamedArray[], file: string, request: InputRequest): Inputs {
  const { pipeline, target: wanted } = request;
  const gathered = gatherArrays([{ file, arrays }]);
  const known = pipeline.targetArrays ?? one(wanted ?? pipeline.target);
  const found = findInputs(
    gathered,
    {
      parts: partsOf(pipeline),
      areImages: pipeline.preprocessing.kind === 'image',
      targets: known.map(({ name }) => name),
    },
    file,
  );
  const rows = found[0]?.array.shape[0] ?? 0;
  const encoded = found.map((each) => encodedPart(pipeline, each));
  const targets = wanted === undefined ? [] : known;
  const read = targets.map((target) => ({ ...target, array: arrayNamed(gathered, target.name, file) }));
  const y = wanted === undefined ? undefined : targetsOf(read, rows, request, file);
  const tally = new NoveltyTally([], [], 'row');
  return { names: ['row'], novelty: () => tally.total, batches: batchesOf(encoded, { rows, y, tally }) };
}

/** One array of one target. */
function one(name: string | undefined): readonly TargetArray[] {
  return name === undefined ? [] : [{ name, targets: 1 }];
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
