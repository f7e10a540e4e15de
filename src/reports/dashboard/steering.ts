import type { Configuration } from '../../study/search-space.ts';

/** A person's request to a study: the process that runs it takes it up, or the next one that does. */
export type SteeringRequest =
  /** No further trial starts, and running ones end and are recorded. */
  | { readonly kind: 'stop' }
  /** The running trial ends after its epoch and counts as pruned. */
  | { readonly kind: 'prune'; readonly trial: number }
  /** The study is to have this many sampled trials. */
  | { readonly kind: 'extend'; readonly trials: number }
  /**
   * A derived trial with this configuration is trained. Parameters that are left out are drawn; once it is stored, all
   * are there.
   */
  | { readonly kind: 'enqueue'; readonly config: Configuration };

/** A request as it is stored. */
export interface StoredRequest {
  readonly id: number;
  readonly request: SteeringRequest;
  /** Who asked, in words: "the dashboard", "ann on host1". */
  readonly askedBy: string;
  /** The trial that was added for an enqueued configuration. */
  readonly trial?: number;
  /** Seconds since 1970 by the database's clock. */
  readonly askedAt: number;
  /** Null until a process has taken it up. */
  readonly answer: RequestAnswer | null;
}

export interface RequestAnswer {
  /** False for a request that could not be met; the text says why. */
  readonly isDone: boolean;
  readonly text: string;
}
