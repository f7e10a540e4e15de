import { isBetter, type Objective } from '../../study/objective.ts';

interface ReachedValue {
  readonly epoch: number;
  readonly value: number;
}

/** The state of an early stopping after an epoch. */
export interface StoppingState {
  readonly epoch: number;
  readonly best: ReachedValue;
  /** The last improvement of more than `minDelta`. */
  readonly reference: ReachedValue;
}

export interface EarlyStopping {
  readonly bestEpoch: number;
  readonly bestValue: number;
  /** Takes the next epoch's objective value. `improved`: it is the best so far. `stop`: patience has run out. */
  update(value: number): { improved: boolean; stop: boolean };
  state(): StoppingState;
}

const untrained: ReachedValue = { epoch: 0, value: Number.NaN };

/**
 * Stops after `patience` epochs without an improvement of more than `minDelta` over the last such improvement. A
 * smaller improvement still counts as the best epoch, but does not reset the patience. `from` is the state of the
 * training that this one resumes.
 */
export function earlyStopping(
  direction: Objective['direction'],
  patience: number,
  minDelta: number,
  from: StoppingState = { epoch: 0, best: untrained, reference: untrained },
): EarlyStopping {
  let { epoch, best, reference } = from;
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
    state: () => ({ epoch, best, reference }),
  };
}
