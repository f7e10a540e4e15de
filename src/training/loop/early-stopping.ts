import { isBetter, type Objective } from '../../study/objective.ts';

export interface EarlyStopping {
  readonly bestEpoch: number;
  readonly bestValue: number;
  /** Takes the next epoch's objective value. `improved`: it is the best so far. `stop`: patience has run out. */
  update(value: number): { improved: boolean; stop: boolean };
}

/**
 * Stops after `patience` epochs without an improvement of more than `minDelta` over the last such improvement. A
 * smaller improvement still counts as the best epoch, but does not reset the patience. `from` is the best epoch of the
 * training that this one resumes.
 */
export function earlyStopping(
  direction: Objective['direction'],
  patience: number,
  minDelta: number,
  from: { readonly epoch: number; readonly value: number } = { epoch: 0, value: Number.NaN },
): EarlyStopping {
  let { epoch } = from;
  let best = from;
  let reference = from;
  const beats = (value: number, other: number, margin: number) =>
    Number.isNaN(other) || isBetter(direction, value, other, margin);
  return {
    get bestEpoch() {
      return best.epoch;
    },
    get bestValue() {
      return best.value;
    },
    update(value) {
      epoch += 1;
      const improved = beats(value, best.value, 0);
      if (improved) best = { epoch, value };
      if (beats(value, reference.value, minDelta)) reference = { epoch, value };
      return { improved, stop: epoch - reference.epoch >= patience };
    },
  };
}
