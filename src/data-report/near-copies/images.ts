import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawImages } from '../../data/raw-data.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Copies } from '../duplicates/copies.ts';
import { trainIndex } from '../split-of-rows.ts';
import { alignedDistance, alignments } from './alignment.ts';
import type { NearestRows } from './rows.ts';
import { nearestSignatures, signatureSize, signatures } from './signatures.ts';

/** An image is near when its distance is below this share of the usual distance between similar ones. */
const nearPart = 0.15;
/** Number of training images with the most similar signatures that are compared by pixels. */
const candidates = 4;
/** Maximum number of multiplications in each of the two steps: about a second. */
const mostWork = 8e8;
/** A conservative guess at the dimension in which images of one kind vary. */
const dimension = 4;

/**
 * Compares pixels independently of brightness and contrast, and with shifts by one pixel. Candidates are the training
 * images with the most similar coarse 4 × 4 picture; each row of validation and test is compared with all of them, or a
 * random sample that takes a second or two. The usual distance is that to the farthest candidate, since a copy seldom
 * occurs four times. Undefined without images to compare.
 */
export function nearestImages(
  { rows }: SourceRows,
  images: RawImages,
  { groups, splitOf, firstInSplit }: Copies,
): NearestRows | undefined {
  const inTrain = firstInSplit[trainIndex] as Int32Array;
  const held = rows.train.filter((row) => inTrain[groups.leader[row] as number] === row);
  const others = [...rows.validation, ...rows.test];
  const queries = Int32Array.from(others).filter((row) => inTrain[groups.leader[row] as number] === -1);
  if (held.length < candidates || queries.length === 0) return undefined;
  const size = images.shape[0] * images.shape[1] * images.shape[2];
  const affordable = mostWork / Math.max(held.length * signatureSize, candidates * alignments * size);
  const looked = randomFor('near images')
    .shuffle(queries)
    .slice(0, Math.max(100, Math.floor(affordable)));
  const coarse = signatures(images, splitOf.length);
  const twin = new Int32Array(splitOf.length).fill(-1);
  const distance = new Float64Array(splitOf.length).fill(Number.POSITIVE_INFINITY);
  const farthest = new Float64Array(looked.length);
  looked.forEach((row, index) => {
    for (const candidate of nearestSignatures(coarse, row, held, candidates)) {
      const found = alignedDistance(images, row, candidate);
      farthest[index] = Math.max(farthest[index] as number, found);
      if (found < (distance[row] as number)) {
        distance[row] = found;
        twin[row] = candidate;
      }
    }
  });
  const near = nearPart * (farthest.sort()[farthest.length >> 1] as number);
  if (!Number.isFinite(near) || near === 0) return undefined;
  const twinned = (others.length - queries.length) * (looked.length / queries.length);
  return {
    twin,
    distance: distance.map((found) => found / near),
    queries: looked.length + Math.round(twinned),
    dimension,
  };
}
