import type { Message } from '../../faults/message.ts';
import { type FleetReport, fleetOf } from '../../reports/fleet/fleet-report.ts';
import type { SearchEvents } from '../../search/search.ts';

/** A watched search. */
interface Watch extends SearchEvents {
  note(text: Message): void;
  /** Called with the number of trials of the search when a person has extended it. */
  onExtend?(trials: number): void;
}

export interface WatchedFleet extends Watch {
  /** The fleet when it had the most slots; undefined where no other machine can train. */
  most(): FleetReport | undefined;
}

/** Passes on what happens, and keeps the largest fleet. */
export function watchedFleet(watch: Watch): WatchedFleet {
  let most: FleetReport | undefined;
  return {
    onStart: (trial) => watch.onStart(trial),
    onEpoch: (trial, epoch) => watch.onEpoch(trial, epoch),
    onEnd: (trial, stop) => watch.onEnd(trial, stop),
    onEndDecides: watch.onEndDecides,
    note: (text) => watch.note(text),
    onExtend: (trials) => watch.onExtend?.(trials),
    most: () => most,
    onWorkers(workers) {
      const fleet = fleetOf(workers);
      if (most === undefined || fleet.slots > most.slots) most = fleet;
      watch.onWorkers?.(workers);
    },
  };
}
