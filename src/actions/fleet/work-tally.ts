import { type Wording, worded } from '../../faults/message.ts';
import type { FleetEvents } from '../../fleet/fleet-worker-input.ts';
import type { WorkedStudy } from '../../reports/fleet/work-report.ts';
import type { Study } from '../../store/store.ts';

type Counts = { -readonly [Key in keyof WorkedStudy]: WorkedStudy[Key] };

/** Counts a worker's trials by study. */
export interface WorkTally {
  /** Events that are counted before they are passed on. */
  counting(events: FleetEvents): FleetEvents;
  /** In the order in which the worker met them. */
  studies(): WorkedStudy[];
}

export function workTally(words?: Wording): WorkTally {
  const studies = new Map<number, Counts>();
  const of = ({ id, name: study }: Study): Counts => {
    const none = { complete: 0, pruned: 0, failed: 0, givenBack: 0, superseded: 0, refused: null };
    const counts = studies.get(id) ?? { study, ...none };
    studies.set(id, counts);
    return counts;
  };
  return {
    counting: (events) => ({
      onStart: (study, trial) => events.onStart(study, trial),
      onEpoch: (study, trial, epoch) => events.onEpoch(study, trial, epoch),
      onError: (error) => events.onError(error),
      onOpen(study) {
        of(study).refused = null;
        events.onOpen(study);
      },
      onRefuse(refused) {
        of(refused.study).refused = worded(refused.reason, words);
        events.onRefuse(refused);
      },
      onRecord(study, trial, job) {
        const { state } = trial;
        if (state === 'complete' || state === 'pruned' || state === 'failed') of(study)[state] += 1;
        events.onRecord(study, trial, job);
      },
      onDrop(study, trial, end) {
        of(study)[end] += 1;
        events.onDrop(study, trial, end);
      },
    }),
    studies: () => [...studies.values()],
  };
}
