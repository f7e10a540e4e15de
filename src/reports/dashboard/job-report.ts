/** Work that the dashboard's server does in a process of its own: an action, or a page of a report. */
export interface JobReport {
  readonly id: string;
  readonly study: number;
  /** The action, such as `rerun`, or `page:check`. */
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** The present step, such as "training 2 of 5"; null before it begins. */
  readonly step: string | null;
  /** The share that is done, 0 to 1; null where it is not known. */
  readonly share: number | null;
  /** Seconds since 1970. */
  readonly askedAt: number;
  /** Null until it has ended. */
  readonly endedAt: number | null;
  /** Its end in words: the report's text as the command prints it, or the one error; null until it has ended. */
  readonly text: string | null;
}
