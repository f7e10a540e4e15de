import type { RequestAnswer, SteeringRequest, StoredRequest } from '../reports/dashboard/steering.ts';
import type { Configuration } from '../study/search-space.ts';
import type { TrialRun } from '../study/time/trial-run.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import type { ProgressPart } from './machines.ts';

/** A trial and its times, in seconds since 1970 by the database's clock. No result depends on them. */
export interface TimedTrial {
  readonly trial: Trial;
  /** 0 for a trial that an older version recorded. */
  readonly changedAt: number;
  /** The begin of its last attempt; null where it is not known. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** The epochs so far of a trial that runs. */
export interface LiveTrial {
  readonly trial: number;
  readonly attempt: number;
  /** In the order in which they were trained; `fold` in a study with folds. */
  readonly epochs: readonly { readonly fold?: number; readonly record: EpochRecord }[];
}

/**
 * The part of a store by which people watch and steer a study while a process runs it. `Store` says what holds for every
 * method.
 */
export interface LiveStore {
  /**
   * A number that differs once another connection has changed the database; undefined where the store cannot say so. It is
   * cheaper than any other question.
   */
  dataVersion(): Promise<number | undefined>;
  /** When a trial of the study changed last; 0 when none has. */
  lastChange(studyId: number): Promise<number>;
  /** The number of kept values of trainings that are no trials. */
  trainingCount(studyId: number): Promise<number>;
  /**
   * The trials that have changed at or after `since`, by number; without `since` all. Some from shortly before may be
   * among them. Trials that were deleted are not.
   */
  changes(studyId: number, since?: number): Promise<TimedTrial[]>;
  /** The attempts at trials that ended at or after `since`, or run, in the order in which they began. */
  runs(studyId: number, since?: number): Promise<TrialRun[]>;

  /** Stores epochs of running trials, for `liveEpochs`. Parts of other attempts than the current ones are ignored. */
  reportEpochs(parts: readonly ProgressPart[]): Promise<void>;
  /** The epochs so far of running trials, by trial. */
  liveEpochs(studyId: number): Promise<LiveTrial[]>;

  /** Stores a request of a person for the process that runs the study, or the next one that does. */
  ask(
    studyId: number,
    request: Exclude<SteeringRequest, { kind: 'enqueue' }>,
    askedBy: string,
  ): Promise<StoredRequest>;
  /**
   * Stores the request to train a configuration and adds its trial, waiting, in one transaction. The trial has a number
   * that no sampled trial needs: the next free one from `from` on. `configure` is called with it and may throw.
   */
  enqueue(
    studyId: number,
    asked: { readonly askedBy: string; readonly from: number; configure(trial: number): Configuration },
  ): Promise<StoredRequest>;
  /** All requests, oldest first. */
  requests(studyId: number): Promise<StoredRequest[]>;
  /** Those without an answer, oldest first. */
  openRequests(studyId: number): Promise<StoredRequest[]>;
  /** Answers a request; one that has an answer keeps it. */
  answer(studyId: number, request: number, answer: RequestAnswer): Promise<void>;
  /** The waiting trials of enqueued configurations, by number. */
  waitingEnqueued(studyId: number): Promise<Trial[]>;
}
