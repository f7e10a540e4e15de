import type { Random } from '../statistics/random.ts';
import type { Direction } from '../study/objective.ts';
import type { SettingConstraints, Settings } from '../study/search/method-spec.ts';
import type { Configuration, SearchSpace } from '../study/search-space.ts';
import type { SeenTrial } from './history.ts';

/** A sampler's input: it samples the configuration of trial `number`, counted from 0. */
export interface Question {
  readonly space: SearchSpace;
  readonly direction: Direction;
  readonly number: number;
  /** The study's seed, for streams shared by all numbers, such as a scrambling. */
  readonly seed: number;
  /** A stream for this number only. */
  readonly random: Random;
  readonly settings: Settings;
  /** The trials 0 … number − 1, as `historyOf` shows them; empty unless the sampler needs it. */
  readonly history: readonly SeenTrial[];
}

/**
 * Samples configurations. `ask` is stateless: equal input gives an equal configuration, so that a search is the same
 * with any number of workers and after a kill.
 */
export interface Sampler {
  readonly name: string;
  /**
   * False when `ask` reads no history: its trials are sampled ahead of the search. True: a trial is sampled when a
   * worker is free and all results that it may see are available.
   */
  readonly needsHistory: boolean;
  readonly settings: SettingConstraints;
  ask(question: Question): Configuration;
  /** The constraint of `search.sampler` that a space breaks, from "must" on; undefined when it breaks none. */
  refuses?(space: SearchSpace, settings: Settings): string | undefined;
  /** The number of its configurations that are not `known`; absent when there is no end of them. */
  size?(space: SearchSpace, settings: Settings, known: readonly Configuration[]): number;
}
