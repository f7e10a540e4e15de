/** The process that currently runs a study. */
export interface Runner {
  /** Distinguishes a process from a later one with the same id; empty where the system does not provide it. */
  readonly processStart: string;
  readonly host: string;
  readonly processId: number;
  /** Distinguishes systems of the same host name, such as containers; absent where the system does not provide it. */
  readonly system?: string;
}

/** True when the process may still run. `hasHeartbeat`: it has reported to the store within the last seconds. */
export type IsAlive = (other: Runner, hasHeartbeat: boolean) => boolean;

/** A trial claimed by a worker; `attempt` excludes a worker whose trial was given to another since. */
export interface Claim {
  readonly studyId: number;
  readonly trial: number;
  readonly attempt: number;
}

/** Seconds after which a lease that was not renewed may be taken over. */
export const leaseSeconds = 20;
