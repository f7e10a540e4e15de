import type { FetchedJob } from '../queue/job-queue.ts';
import { fairShares } from './fair-shares.ts';
import type { FleetWorkerInput } from './fleet-worker-input.ts';
import type { OpenedStudies } from './opened-studies.ts';
import type { RunningTrials } from './running-trials.ts';

/** The list of studies is read again after this time, and when one of them has no more jobs. */
const readyMilliseconds = 1000;

type Take = (job: FetchedJob) => Promise<void>;

/** Fetches a worker's jobs, so that studies with jobs have equal shares of its slots. */
export class JobSupply {
  readonly #input: FleetWorkerInput;
  readonly #studies: OpenedStudies;
  readonly #runs: RunningTrials;
  readonly #ahead: FetchedJob[] = [];
  /** When each study was last served, in turns. */
  readonly #turns = new Map<number, number>();
  #turn = 0;
  /** The wanted studies that may have jobs, as far as that was known at a time. */
  #ready: { readonly studies: readonly number[]; readonly at: number } | undefined;

  constructor(input: FleetWorkerInput, studies: OpenedStudies, runs: RunningTrials) {
    this.#input = input;
    this.#studies = studies;
    this.#runs = runs;
  }

  /** The jobs that were fetched and not given yet. */
  get ahead(): readonly FetchedJob[] {
    return this.#ahead;
  }

  /** Gives jobs while there is `room`; true when there was one. */
  async give(room: () => number, take: Take): Promise<boolean> {
    let isBusy = false;
    for (let job = this.#next(room()); job !== undefined; job = this.#next(room())) {
      await take(job);
      isBusy = true;
    }
    return (await this.#fetch(room, take)) || isBusy;
  }

  /** Fetches jobs for later, until there are this many. */
  async fetchAhead(count: number): Promise<void> {
    await this.#fetch(
      () => count - this.#ahead.length,
      async (job) => void this.#ahead.push(job),
    );
  }

  /** Gives the jobs back that were fetched for later. */
  async release(): Promise<void> {
    const { queue, events } = this.#input;
    for (const job of this.#ahead.splice(0)) {
      await queue.release(job).catch((error) => events.onError(error));
    }
  }

  /** The job that was fetched ahead for the study with the fewest running trials. */
  #next(room: number): FetchedJob | undefined {
    if (room === 0 || this.#ahead.length === 0) return undefined;
    const running = this.#ahead.map(({ studyId }) => this.#runs.countOf(studyId));
    const [job] = this.#ahead.splice(running.indexOf(Math.min(...running)), 1);
    return job;
  }

  /** Fetches jobs in fair shares until there is no room for more, or none is left; true when it got one. */
  async #fetch(room: () => number, take: Take): Promise<boolean> {
    if (room() === 0) return false;
    const ready = await this.#wanted();
    await this.#studies.closeIdle(ready);
    const exhausted = new Set<number>();
    let isBusy = false;
    while (room() > 0) {
      const demands = this.#inTurn(ready)
        .filter((studyId) => !exhausted.has(studyId) && this.#studies.isOpen(studyId))
        .map((studyId) => ({ studyId, running: this.#countOf(studyId) }));
      if (demands.length === 0) break;
      for (const [studyId, share] of fairShares(demands, room())) {
        this.#turns.set(studyId, ++this.#turn);
        const jobs = await this.#input.queue.fetch(studyId, share);
        for (const job of jobs) await take(job);
        isBusy ||= jobs.length > 0;
        if (jobs.length < share) exhausted.add(studyId);
      }
    }
    // A study may have ended, or another one begun.
    if (exhausted.size > 0) this.#ready = undefined;
    return isBusy;
  }

  #countOf(studyId: number): number {
    return this.#runs.countOf(studyId) + this.#ahead.filter((job) => job.studyId === studyId).length;
  }

  /** The study that was served longest ago comes first. */
  #inTurn(studies: readonly number[]): number[] {
    const turn = (studyId: number) => this.#turns.get(studyId) ?? 0;
    return studies.toSorted((one, other) => turn(one) - turn(other));
  }

  async #wanted(): Promise<readonly number[]> {
    const { queue, isWanted = () => true } = this.#input;
    const at = performance.now();
    if (this.#ready !== undefined && at - this.#ready.at < readyMilliseconds) return this.#ready.studies;
    const studies: number[] = [];
    for (const studyId of await queue.ready()) if (await isWanted(studyId)) studies.push(studyId);
    this.#ready = { studies, at };
    return studies;
  }
}
