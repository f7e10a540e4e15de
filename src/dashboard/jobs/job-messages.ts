/** Work for a process of its own. */
export interface JobOrder {
  /** With its secrets: the process opens it. */
  readonly db: string;
  /** The study's name. */
  readonly study: string;
  /** The action, such as `rerun`, or `page:check`. */
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** The least of its process. */
  readonly niceness: number;
}

/** The server's messages to the process; its first one is the order. */
export type JobRequest = { readonly kind: 'run'; readonly order: JobOrder } | { readonly kind: 'cancel' };

/** The result of work: its text as the command prints it, or a fragment of HTML. */
export interface JobResult {
  readonly text: string;
  readonly html?: string;
}

/** The process's messages to the server; the last one is an end. */
export type JobNews =
  | { readonly kind: 'step'; readonly text: string; readonly share: number | null }
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'cancelled'; readonly text: string };
