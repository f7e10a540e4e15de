import type { ParkedTrial } from '../../study/trial.ts';

/** The parked states that are in memory instead of the store, by trial; a killed search loses them. */
export interface StateMemory {
  /** True while another state may be added: one more may exceed the limit. */
  hasRoom(): boolean;
  add(trial: number, parked: ParkedTrial): void;
  /** Removes a trial's state and returns it; undefined when it is not here. */
  take(trial: number): ParkedTrial | undefined;
}

const mebibyte = 2 ** 20;

export function createStateMemory(mostBytes = 256 * mebibyte): StateMemory {
  const states = new Map<number, ParkedTrial>();
  let bytes = 0;
  const take = (trial: number) => {
    const taken = states.get(trial);
    states.delete(trial);
    bytes -= taken?.state.length ?? 0;
    return taken;
  };
  return {
    hasRoom: () => bytes < mostBytes,
    add(trial, parked) {
      take(trial);
      states.set(trial, parked);
      bytes += parked.state.length;
    },
    take,
  };
}
