import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import { mergeCurves, type NewEpochs } from '../../plots/columns/merge-curves.ts';

/** By then the curves of earlier ones have long been drawn onto the server's. */
const mostTrials = 500;

/**
 * The epochs that events have brought and that the server's curves do not have yet. The server may answer with curves that
 * are some seconds old: they must not take back what the page has shown.
 */
export class LiveCurves {
  readonly #epochs = new Map<number, NewEpochs['epochs']>();

  /** Epochs replace those of their trial from their first one on. */
  take(news: readonly NewEpochs[]): void {
    for (const { trial, epochs } of news) {
      const first = epochs[0]?.[0] ?? Number.POSITIVE_INFINITY;
      const kept = (this.#epochs.get(trial) ?? []).filter(([epoch]) => epoch < first);
      // The trial that was told of last is the last to be forgotten.
      this.#epochs.delete(trial);
      this.#epochs.set(trial, [...kept, ...epochs]);
    }
    for (const [trial] of this.#epochs) {
      if (this.#epochs.size <= mostTrials) break;
      this.#epochs.delete(trial);
    }
  }

  /** The curves with the epochs that have come. */
  onto(curves: CurveColumns): CurveColumns {
    if (this.#epochs.size === 0) return curves;
    return mergeCurves(
      curves,
      [...this.#epochs].map(([trial, epochs]) => ({ trial, epochs })),
    );
  }

  /** Like `onto`, for curves of the server: a trial that is as long there needs no epochs of events any more. */
  ontoLoaded(curves: CurveColumns): CurveColumns {
    for (const [place, trial] of curves.trial.entries()) {
      const last = this.#epochs.get(trial)?.at(-1)?.[0];
      const end = curves.offset[place + 1] as number;
      if (last !== undefined && (curves.epoch[end - 1] as number) >= last) this.#epochs.delete(trial);
    }
    return this.onto(curves);
  }
}
