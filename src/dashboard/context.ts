import type { KeptReader } from '../store/kept-reader.ts';
import type { Door } from './door/door.ts';
import type { SingleUse } from './door/single-use.ts';
import type { StudyFindings } from './findings/study-findings.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { SharedAnswers } from './live/shared-answers.ts';
import type { StudyWatch } from './live/study-watch.ts';
import type { Asset } from './page/assets.ts';

/** All that answers to requests are made of. */
export interface DashboardContext {
  readonly db: string;
  /** The query of the page's address: the study to show first. */
  readonly query: string;
  readonly version: string;
  readonly door: Door;
  readonly opening: SingleUse;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly reader: KeptReader;
  readonly answers: SharedAnswers;
  readonly findings: StudyFindings;
  readonly watch: StudyWatch;
  readonly jobs: JobQueue;
  /** Says that hpsearch itself failed, with its stack. */
  onFault(error: unknown): void;
}
