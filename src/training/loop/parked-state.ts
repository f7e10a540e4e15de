import type { EpochRecord } from '../../study/trial.ts';
import { decodeState, encodeState } from '../bytes/state-bytes.ts';
import type { BestState } from './best-epoch.ts';
import type { EpochSettings } from './epoch.ts';
import type { EncodedLearner } from './learner.ts';
import { forEachPurpose, type StreamPositions } from './streams.ts';
import type { AverageState } from './weight-average.ts';

export type Limits = Pick<EpochSettings, 'limit' | 'validationLimit'>;

/** A training between two epochs: all that the next epochs depend on, besides the trial's input. */
export interface ParkedState {
  readonly history: readonly EpochRecord[];
  readonly limits: Limits;
  /** The weights after the last epoch, and the optimizer's state. */
  readonly learner: EncodedLearner;
  readonly best: BestState;
  readonly positions: StreamPositions;
  readonly average?: AverageState | undefined;
  /** Spent so far, of a training with a clock. */
  readonly seconds?: number | undefined;
}

interface Header extends Pick<ParkedState, 'history' | 'limits' | 'seconds'> {
  readonly stopping: BestState['stopping'];
  readonly metrics: BestState['kept']['metrics'];
  /** The number of averaged epochs, and the lengths of the averages. */
  readonly average?: { readonly count: number; readonly sizes: readonly number[] };
}

export function encodeParked({
  history,
  limits,
  learner,
  best,
  positions,
  average,
  seconds,
}: ParkedState): Uint8Array {
  const { metrics, weights, optimizer, predictions } = best.kept;
  const header: Header = {
    ...{ history, limits, stopping: best.stopping, metrics, seconds },
    ...(average && {
      average: { count: average.count, sizes: average.averages.map(({ length }) => length) },
    }),
  };
  return encodeState({
    header,
    parts: {
      ...{ weights: learner.weights, optimizer: learner.optimizer, bestWeights: weights },
      ...(optimizer && { bestOptimizer: optimizer }),
      ...(predictions && { predictions: bytesOf(predictions) }),
      ...(average && { averages: Buffer.concat(average.averages.map(bytesOf)) }),
      ...forEachPurpose((purpose) => bytesOf(positions[purpose])),
    },
  });
}

/** Undefined for bytes that are damaged, or that a version with other trainings wrote. */
export function decodeParked(bytes: Uint8Array): ParkedState | undefined {
  const decoded = decodeState(bytes);
  if (decoded === undefined) return undefined;
  const { history, limits, stopping, metrics, average, seconds } = decoded.header as Header;
  const part = (name: string) => decoded.parts[name] as Uint8Array<ArrayBuffer>;
  const optional = (name: string) => decoded.parts[name] as Uint8Array<ArrayBuffer> | undefined;
  const predictions = optional('predictions');
  return {
    ...{ history, limits, seconds },
    learner: { weights: part('weights'), optimizer: part('optimizer') },
    best: {
      stopping,
      kept: {
        ...{ metrics, weights: part('bestWeights'), optimizer: optional('bestOptimizer') },
        predictions: predictions && new Float64Array(predictions.buffer),
      },
    },
    positions: forEachPurpose((purpose) => new Int32Array(part(purpose).buffer)),
    average: average && {
      count: average.count,
      averages: split(new Float64Array(part('averages').buffer), average.sizes),
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function split(values: Float64Array, sizes: readonly number[]): Float64Array[] {
  let end = 0;
  return sizes.map((size) => {
    end += size;
    return values.slice(end - size, end);
  });
}
