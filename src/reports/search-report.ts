import type { Fit } from '../metrics/fit.ts';
import type { HumanBaseline } from '../metrics/human-baseline.ts';
import type { Stage, StageName } from '../study/search/stage.ts';
import type { BackendName } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import type { Baseline } from './baseline.ts';
import type { FleetReport } from './fleet/fleet-report.ts';
import type { Hint } from './hint.ts';
import type { KeptParameter } from './learned/refine-report.ts';
import type { Provisional, SchedulingReport } from './scheduling-report.ts';
import type { Stop } from './stop.ts';
import type { TableSchema } from './table-schema.ts';
import type { Tied } from './tied.ts';
import type { WhereReport } from './where-report.ts';

/** A stage of a search: its name, its first trial's count, and how its space was made. */
export type StageReport = Omit<Stage, 'space' | 'enqueue'>;

/** The stage that does not follow, since the trials leave nothing to search in it, and why. */
export interface MissingStage {
  readonly name: StageName;
  readonly reasons: readonly KeptParameter[];
}

/** The result of a search: the output of `start --json`. */
export interface SearchReport {
  readonly study: string;
  readonly db: string;
  readonly seed: number;
  /** Null when nothing is trained. */
  readonly backend: BackendName | null;
  readonly workers: number;
  /** The workers of all machines when they had the most slots; absent for a database that one machine has for itself. */
  readonly fleet?: FleetReport;
  readonly seconds: number;
  readonly trials: { complete: number; pruned: number; failed: number; waiting: number };
  /** The number of trials that ended because their seconds were over; absent without `training.secondsPerTrial`. */
  readonly outOfTime?: number;
  readonly best: Trial | null;
  /** The stages that have begun; absent for a search without stages. */
  readonly stages?: readonly StageReport[];
  /** Absent unless a stage that was asked for cannot follow. */
  readonly missingStage?: MissingStage;
  /** How the best trial fits its training rows; absent where they were not measured. */
  readonly fit?: Fit;
  /** Absent when all trials have run, or the search was interrupted. */
  readonly stopped?: Stop;
  /** The trials that cannot be told apart from the best one; absent when none can be compared with it. */
  readonly tied?: Tied;
  /** The scheduler's decisions so far; absent without a scheduler. */
  readonly scheduling?: SchedulingReport;
  /** Only where outcomes may still change, after an interruption. */
  readonly provisional?: Provisional;
  /** Absent where the space has no constraints. */
  readonly where?: WhereReport;
  /** Absent when there are none. */
  readonly hints?: readonly Hint[];
  /** Absent when the space has none, or no trial is complete. */
  readonly humanBaseline?: HumanBaseline;
  /** The simple models of a table; absent where there are none. */
  readonly baselines?: readonly Baseline[];
  /** How the table was read; absent for images and functions. */
  readonly schema?: TableSchema;
}
