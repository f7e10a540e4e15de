import { keepAll } from '../../store/store.ts';
import type { Direction } from '../../study/objective.ts';
import { compareRanks, isRanked, type Rank } from '../../study/ranking.ts';
import type { Trial } from '../../study/trial.ts';

/**
 * The best of the sampled trials whose outcomes this search has made final: as many as keep their weights. Trials of
 * earlier searches are not among them, so that the last one may rank too low, and never too high.
 */
export class KeptBest {
  readonly #keep: number;
  readonly #direction: Direction;
  readonly #best: Rank[] = [];

  constructor(keep: number, direction: Direction) {
    this.#keep = keep;
    this.#direction = direction;
  }

  /** Adds a trial whose outcome is final. */
  add(trial: Trial): void {
    // Without a limit this would grow with the study.
    if (this.#keep === keepAll || !isRanked(trial)) return;
    const { value, infeasible } = trial;
    const rank = { trial: trial.trial, value, ...(infeasible && { infeasible }) };
    const above = this.#best.findLastIndex((other) => compareRanks(other, rank, this.#direction) < 0);
    this.#best.splice(above + 1, 0, rank);
    this.#best.length = Math.min(this.#best.length, this.#keep);
  }

  /** A trial that ranks below this one keeps no weights, whatever comes; undefined where that is not known of any. */
  last(): Rank | undefined {
    return this.#best[this.#keep - 1];
  }
}
