import type { RawImages } from '../../data/raw-data.ts';

const side = 4;
export const signatureSize = side * side;

/** Each image as the means of 4 × 4 blocks, normalised to mean 0 and length 1; zeros for a flat one: [rows, 16]. */
export function signatures({ pixels, shape }: RawImages, rows: number): Float32Array {
  const [height, width, channels] = shape;
  const size = height * width * channels;
  const result = new Float32Array(rows * signatureSize);
  const blockOf = Int32Array.from({ length: size }, (_, pixel) => {
    const x = Math.floor(pixel / channels) % width;
    const y = Math.floor(pixel / (channels * width));
    return Math.floor((y * side) / height) * side + Math.floor((x * side) / width);
  });
  const counts = new Float64Array(signatureSize);
  for (const block of blockOf) counts[block] = (counts[block] as number) + 1;
  for (let row = 0; row < rows; row++) {
    const signature = result.subarray(row * signatureSize, (row + 1) * signatureSize);
    for (let pixel = 0; pixel < size; pixel++) {
      const block = blockOf[pixel] as number;
      signature[block] = (signature[block] as number) + (pixels[row * size + pixel] as number);
    }
    normalise(signature, counts);
  }
  return result;
}

/** The held rows with the most similar signatures, nearest first. */
export function nearestSignatures(
  signatures: Float32Array,
  row: number,
  held: Int32Array,
  count: number,
): number[] {
  const nearest: { row: number; squares: number }[] = [];
  const from = row * signatureSize;
  let most = Number.POSITIVE_INFINITY;
  for (const other of held) {
    let squares = 0;
    for (let block = 0, at = other * signatureSize; block < signatureSize; block++) {
      const difference = (signatures[from + block] as number) - (signatures[at + block] as number);
      squares += difference * difference;
    }
    if (squares >= most) continue;
    const place = nearest.findIndex((known) => squares < known.squares);
    nearest.splice(place < 0 ? nearest.length : place, 0, { row: other, squares });
    if (nearest.length > count) nearest.pop();
    if (nearest.length === count) most = nearest[count - 1]?.squares as number;
  }
  return nearest.map((known) => known.row);
}

function normalise(sums: Float32Array, counts: Float64Array): void {
  let mean = 0;
  for (let block = 0; block < sums.length; block++) {
    sums[block] = (sums[block] as number) / Math.max(1, counts[block] as number);
    mean += (sums[block] as number) / sums.length;
  }
  let squares = 0;
  for (let block = 0; block < sums.length; block++) {
    sums[block] = (sums[block] as number) - mean;
    squares += (sums[block] as number) ** 2;
  }
  const length = Math.sqrt(squares);
  for (let block = 0; block < sums.length; block++)
    sums[block] = length < 1e-6 ? 0 : (sums[block] as number) / length;
}
