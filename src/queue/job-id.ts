import { v5 } from 'uuid';
import type { TrialJob } from '../store/machines.ts';

/** The namespace of hpsearch's jobs, drawn once. */
const namespace = '9c6d8a5e-1f0b-4f1a-9b53-6d2f0c7e41aa';

/** The same id for the same attempt at a trial, so that sending it twice is sending it once. */
export function jobId({ studyId, trial, rung, lease }: TrialJob, attempt: number, repetition = 0): string {
  return v5([studyId, trial, rung?.rung ?? 'end', attempt, lease, repetition].join('/'), namespace);
}

/** The id of a job that takes the place of one that its worker has given back. */
export function releasedId(id: string, fetch: number): string {
  return v5([id, fetch].join('/'), namespace);
}
