import { hashWords } from '../hash-words.ts';

const rounds = 6;

/**
 * The image of `index` under a pseudo-random permutation of 0 … size − 1 that the key draws: a Feistel network of both
 * halves of the bits, applied again until the image is below the size (Black and Rogaway 2002). Sizes are at most 2⁵².
 */
export function permuted(index: number, size: number, key: number): number {
  let half = 1;
  while (half * half < size) half *= 2;
  let image = index;
  do {
    let left = Math.floor(image / half);
    let right = image % half;
    for (let round = 0; round < rounds; round++) {
      const mixed = (left + hashWords(key, round, right)) % half;
      left = right;
      right = mixed;
    }
    image = left * half + right;
  } while (image >= size);
  return image;
}
