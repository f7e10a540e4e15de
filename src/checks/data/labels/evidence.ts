import type { NearestLists } from '../../../statistics/sorting/nearest-lists.ts';
import type { PartView } from '../../../study/outputs/part-views.ts';
import { association, type Scores } from './association.ts';
import type { LabelledRows, SampledRows } from './labelled-rows.ts';
import { findNeighbours, neighbourScores } from './neighbours.ts';
import { additiveScores, type Direction, singleFeatureScores } from './predictors.ts';

/** How well the best of three predictors finds labels from the inputs, in standard deviations above shuffled labels. */
export interface LabelEvidence {
  readonly deviations: number;
  readonly predictor: string;
  /** For each row 1 when its nearest neighbours' most frequent class is its own, else 0; 2 when that is undefined. */
  readonly hits: Uint8Array;
}

/**
 * Tests the labels of each target, shifted by some rows; neighbours are searched once. The deviations of the two halves are averaged: if
 * one half predicts the other, the converse holds too, even by chance, so their sum would vary more than either.
 */
export function evidenceOf({
  inputs,
  of,
}: SampledRows): (view: PartView) => (shift: number) => LabelEvidence {
  const neighbours = findNeighbours(inputs);
  return (view) => {
    const data = of(view);
    const measure = evidenceOfLabels(data, neighbours);
    return (shift) => measure(data.labels(shift));
  };
}

function evidenceOfLabels(
  data: LabelledRows,
  neighbours: NearestLists,
): (labels: Float64Array) => LabelEvidence {
  const directions: readonly Direction[] = [
    { known: [0, data.half], scored: [data.half, data.rows] },
    { known: [data.half, data.rows], scored: [0, data.half] },
  ];
  return (labels) => {
    const measure = (scoresOf: (direction: Direction) => Scores) =>
      directions.reduce((sum, direction) => {
        const scored = labels.subarray(...direction.scored);
        return sum + association(scoresOf(direction), scored) / directions.length;
      }, 0);
    const measured = [
      {
        predictor: 'nearest neighbours',
        deviations: measure((direction) => neighbourScores(neighbours, data, labels, direction)),
      },
      {
        predictor: 'a sum of all features',
        deviations: measure((direction) => additiveScores(data, labels, direction)),
      },
      {
        predictor: 'a single feature',
        deviations: measure((direction) => singleFeatureScores(data, labels, direction)),
      },
    ];
    const best = measured.reduce((one, other) => (other.deviations > one.deviations ? other : one));
    return { ...best, hits: hitsOf(data, neighbours, labels) };
  };
}

function hitsOf(data: LabelledRows, neighbours: NearestLists, labels: Float64Array): Uint8Array {
  const all: Direction = { known: [0, data.rows], scored: [0, data.rows] };
  const { values, width } = neighbourScores(neighbours, data, labels, all);
  return Uint8Array.from(labels, (label, row) => {
    if (Number.isNaN(label) || width === 1) return 2;
    const votes = values.subarray(row * width, (row + 1) * width);
    const most = votes.reduce((one, other) => Math.max(one, other), 0);
    return most === 0 ? 2 : Number(votes.indexOf(most) === label);
  });
}
