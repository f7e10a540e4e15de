import type { RawTarget } from '../../data/raw-data.ts';
import type { Probe } from '../../reports/data/probes-report.ts';
import { type Interval, meanInterval } from '../../statistics/mean-interval.ts';
import { normalQuantile } from '../../statistics/normal-quantile.ts';
import { valuesAt } from '../../statistics/places.ts';
import { ranksOf } from '../../statistics/ranks/rank-tests.ts';
import { pairedShareInterval } from '../../statistics/share-interval.ts';
import { nearestRows } from './neighbours.ts';
import { type NumberRows, ridgePredictions } from './ridge.ts';

/** NumberRows of the training rows and then of the judged ones. */
export interface ProbedRows {
  readonly target: RawTarget;
  readonly train: Int32Array;
  readonly judged: Int32Array;
}

/** How well each judged row is predicted: 1 or 0, or 1 minus the squared error over the variance. */
export type RowScores = Float64Array;

/** A predictor's scores, row by row. */
export interface Probed extends Omit<Probe, 'score'> {
  readonly scores: RowScores;
}

const fewNeighbours = 5;

/** Scores predictors on classes, or on the normal scores of a numeric target, so that its outliers decide nothing. */
export class ProbeJudge {
  readonly train: number;
  readonly judged: number;
  readonly #y: Float64Array;
  /** One column a class, or one of normal scores: the quantiles of a normal distribution at the ranks. */
  readonly #outputs: number;
  readonly #variance: number;

  constructor({ target, train, judged }: ProbedRows) {
    const rows = [...train, ...judged];
    this.train = train.length;
    this.judged = judged.length;
    if (target.kind === 'classification') {
      this.#outputs = target.classes.length;
      this.#y = new Float64Array(rows.length * this.#outputs);
      rows.forEach((row, at) => {
        this.#y[at * this.#outputs + (target.labels[row] as number)] = 1;
      });
    } else {
      this.#outputs = 1;
      const ranks = ranksOf(valuesAt(target.values, rows));
      this.#y = ranks.map((rank) => normalQuantile((rank + 0.5) / rows.length));
    }
    const own = this.#y.subarray(this.train * this.#outputs);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    this.#variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length;
  }

  /** False where all judged rows have one target: no predictor differs from a constant then. */
  get hasVariety(): boolean {
    return this.#variance > 0;
  }

  linear(points: NumberRows): RowScores {
    const [train, judged] = this.#parts(points);
    return this.#score(ridgePredictions(train, this.#trained(), this.#outputs, judged));
  }

  neighbours(points: NumberRows): RowScores {
    return this.#score(this.votes(points, fewNeighbours));
  }

  /** The mean of the targets of the nearest training rows, [judged, outputs]. */
  votes(points: NumberRows, count: number): Float64Array {
    const [train, judged] = this.#parts(points);
    const nearest = nearestRows(train, judged, Math.min(count, train.rows));
    const near = nearest.length / judged.rows;
    const votes = new Float64Array(judged.rows * this.#outputs);
    nearest.forEach((row, at) => {
      for (let output = 0; output < this.#outputs; output++) {
        const place = Math.floor(at / near) * this.#outputs + output;
        votes[place] = (votes[place] as number) + (this.#y[row * this.#outputs + output] as number) / near;
      }
    });
    return votes;
  }

  /** The interval of the difference of two scores on the same rows. */
  difference(one: RowScores, other: RowScores): Interval & { readonly value: number } {
    const differences = one.map((score, row) => score - (other[row] as number));
    const value = meanOf(differences);
    if (this.#outputs === 1) return meanInterval(differences);
    const better = differences.filter((each) => each > 0).length;
    const worse = differences.filter((each) => each < 0).length;
    return { value, ...pairedShareInterval(better, worse, differences.length) };
  }

  #score(predicted: Float64Array): RowScores {
    const outputs = this.#outputs;
    return Float64Array.from({ length: this.judged }, (_, row) => {
      const actual = this.#y.subarray((this.train + row) * outputs, (this.train + row + 1) * outputs);
      const own = predicted.subarray(row * outputs, (row + 1) * outputs);
      if (outputs === 1) return 1 - ((own[0] as number) - (actual[0] as number)) ** 2 / this.#variance;
      return actual[own.indexOf(Math.max(...own))] as number;
    });
  }

  #trained(): Float64Array {
    return this.#y.slice(0, this.train * this.#outputs);
  }

  #parts({ columns, x }: NumberRows): [NumberRows, NumberRows] {
    const end = this.train * columns;
    return [
      { rows: this.train, columns, x: x.slice(0, end) },
      { rows: this.judged, columns, x: x.slice(end) },
    ];
  }
}

export function meanOf(scores: RowScores): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
