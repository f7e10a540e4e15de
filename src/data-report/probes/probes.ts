import type { Preprocessing } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import { applyPreprocessing } from '../../data/preprocessing/apply-preprocessing.ts';
import { hashedPreprocessing } from '../../data/preprocessing/hashed-tokens.ts';
import type { RawImages, RawTarget } from '../../data/raw-data.ts';
import type { ProbesReport } from '../../reports/data/probes-report.ts';
import { randomFor } from '../../statistics/random.ts';
import { shareInterval } from '../../statistics/share-interval.ts';
import { greyOf, hasPatches, patchPoints, pooledImages, pooledShape, poolingFor } from './image-points.ts';
import { meanOf, type Probed, ProbeJudge } from './judge.ts';
import { labelNoise } from './label-noise.ts';
import { imageNotes, tableNotes } from './notes.ts';
import type { NumberRows } from './ridge.ts';

const mostTrained = 400;
const mostJudged = 600;
const fewestTrained = 50;
const fewestJudged = 20;
const mostColumns = 2000;
/** Inputs of an image, after pooling: 32 × 32 pixels of three channels. */
const mostPixels = 3072;
/** Parts of an image, by side, in which patches are counted apart. */
const parts = 3;

/**
 * Scores a linear model (ridge regression) and the five nearest neighbours on at most 600 validation rows, from 400
 * training rows: with all inputs of a table; with images at full, half and quarter resolution, and with the patches that
 * occur in them, anywhere or by their place. Images of more than 3,072 numbers are averaged over squares of pixels first.
 * Undefined where rows are few or have one target. It takes one to three seconds.
 */
export function probe(source: SourceRows, preprocessing: Preprocessing): ProbesReport | undefined {
  const { raw, rows } = source;
  const { inputs, target } = raw;
  const draw = (members: Int32Array, most: number) =>
    randomFor('probes').shuffle(members.slice()).slice(0, most).sort();
  const [train, judged] = [draw(rows.train, mostTrained), draw(rows.validation, mostJudged)];
  if (train.length < fewestTrained || judged.length < fewestJudged) return undefined;
  if (target.kind === 'classification' && target.classes.length > train.length / 5) return undefined;
  const judge = new ProbeJudge({ target, train, judged });
  if (!judge.hasVariety) return undefined;
  const all = Int32Array.from([...train, ...judged]);
  const images = inputs.kind === 'images' ? pooled(inputs, all) : undefined;
  const points = images?.points ?? encoded(source, preprocessing, all);
  if (points.columns === 0 || (images === undefined && points.columns > mostColumns)) return undefined;
  const probed = images ? probeImages(images, judge) : bothOf(judge, points, 'all inputs');
  const share = target.kind === 'classification' ? labelNoise(judge, points, target, judged) : undefined;
  return {
    metric: target.kind === 'classification' ? 'accuracy' : 'r2',
    trainedRows: train.length,
    judgedRows: judged.length,
    constant: constantOf(target, judged),
    probes: probed.map(({ scores, ...each }) => ({ ...each, score: meanOf(scores) })),
    notes: images ? imageNotes(judge, probed, images) : tableNotes(judge, probed),
    ...(share !== undefined && {
      labelNoise: { share: share / judged.length, ...shareInterval(share, judged.length) },
    }),
  };
}

function encoded({ raw }: SourceRows, preprocessing: Preprocessing, rows: Int32Array): NumberRows {
  const x = Float64Array.from(applyPreprocessing(raw.inputs, hashedPreprocessing(preprocessing), rows));
  return { rows: rows.length, columns: x.length / rows.length, x };
}

function bothOf(judge: ProbeJudge, points: NumberRows, inputs: string): Probed[] {
  return [
    { predictor: 'linear', inputs, scores: judge.linear(points) },
    { predictor: 'neighbours', inputs, scores: judge.neighbours(points) },
  ];
}

/** Images small enough to be compared with each other. */
interface PooledImages {
  readonly points: NumberRows;
  readonly shape: RawImages['shape'];
  /** The side of the squares that were averaged, in pixels of the data. */
  readonly factor: number;
}

function pooled(images: RawImages, all: Int32Array): PooledImages {
  const factor = poolingFor(images.shape, mostPixels);
  return { points: pooledImages(images, all, factor), shape: pooledShape(images.shape, factor), factor };
}

function probeImages({ points: full, shape }: PooledImages, judge: ProbeJudge): Probed[] {
  const [height, width, channels] = shape;
  const all = Int32Array.from({ length: full.rows }, (_, row) => row);
  const sized = [1, 2, 4]
    .filter((factor) => Math.min(height, width) / factor >= 4)
    .flatMap((factor) => {
      const points = factor === 1 ? full : pooledImages({ pixels: full.x, shape, maximum: 1 }, all, factor);
      return bothOf(judge, points, `${Math.ceil(height / factor)} × ${Math.ceil(width / factor)} pixels`);
    });
  if (!hasPatches(shape)) return sized;
  const grey = greyOf(full, channels);
  const patches = patchPoints(grey, [height, width], { train: judge.train, grids: [1, parts] });
  return [
    ...sized,
    ...patches.map((points, at): Probed => {
      const inputs = at === 0 ? 'patches anywhere' : 'patches by place';
      return { predictor: 'linear', inputs, scores: judge.linear(points) };
    }),
  ];
}

function constantOf(target: RawTarget, judged: Int32Array): number {
  if (target.kind === 'regression') return 0;
  const counts = new Int32Array(target.classes.length);
  for (const row of judged) {
    const label = target.labels[row] as number;
    counts[label] = (counts[label] as number) + 1;
  }
  return Math.max(...counts) / judged.length;
}
