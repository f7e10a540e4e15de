import type { Fit } from '../../metrics/fit.ts';
import type { SeedSpread } from '../../metrics/seed-spread.ts';
import type { TestInterval } from '../../metrics/test-interval.ts';
import type { Provisional, RungStanding } from '../../reports/scheduling-report.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import type { EpochRecord, Trial } from '../../study/trial.ts';
import { getJson } from '../api/request.ts';
import { studyPath } from '../api/study-api.ts';

/** One trial as the server describes it: what the page shows of the report of `show`. */
export interface ShownTrial {
  readonly study: { readonly name: string; readonly spec: StudySpec };
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly prunedBy?: string;
  readonly stage?: string;
  readonly testInterval?: TestInterval;
  readonly fit?: Fit;
  readonly seeds?: SeedSpread;
  readonly rungs?: readonly RungStanding[];
  readonly provisional?: Provisional;
}

/** RequestError with a sentence where the study has no such trial. */
export function getTrial(study: number, trial: number, signal?: AbortSignal): Promise<ShownTrial> {
  return getJson(studyPath(study, `trials/${trial}`), signal);
}
