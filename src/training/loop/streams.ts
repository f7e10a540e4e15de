import { type Random, type RandomState, randomFor } from '../../statistics/random.ts';

/** The keys from which all randomness of a training derives. */
export interface StreamKeys {
  /** The study's seed. */
  readonly seed: number;
  /** The sampler's number of the trial, or any other number that is unique in the study. */
  readonly trial: number;
  /** Distinguishes a continuation or a repetition from the trial's first training. */
  readonly branch?: readonly (number | string)[];
}

const purposes = ['training', 'noise', 'shuffle'] as const;
type Purpose = (typeof purposes)[number];

/** The random stream of a training for one purpose. */
export function streamOf({ seed, trial, branch = [] }: StreamKeys, purpose: Purpose): Random {
  return randomFor(seed, trial, ...branch, purpose);
}

/** All random streams of a training. */
export type Streams = Readonly<Record<Purpose, Random>>;

/** Positions of a training's random streams. */
export type StreamPositions = Readonly<Record<Purpose, RandomState>>;

export function streamsOf(keys: StreamKeys): Streams {
  return forEachPurpose((purpose) => streamOf(keys, purpose));
}

export function positionsOf(streams: Streams): StreamPositions {
  return forEachPurpose((purpose) => positionOf(streams[purpose]));
}

/** Moves the streams to positions of streams with the same keys. */
export function moveStreams(streams: Streams, positions: StreamPositions): void {
  for (const purpose of purposes) moveTo(streams[purpose], positions[purpose]);
}

export function forEachPurpose<T>(make: (purpose: Purpose) => T): Readonly<Record<Purpose, T>> {
  return Object.fromEntries(purposes.map((purpose) => [purpose, make(purpose)])) as Record<Purpose, T>;
}

function positionOf(random: Random): RandomState {
  let position: RandomState | undefined;
  random.lend((state) => {
    position = state.slice();
  });
  return position as unknown as RandomState;
}

function moveTo(random: Random, position: RandomState): void {
  random.lend((state) => state.set(position));
}
