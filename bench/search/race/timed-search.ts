import { join } from 'node:path';
import { InterruptedError } from '../../../src/faults/errors.ts';
import { search } from '../../../src/interface/search.ts';
import type { SamplerName } from '../../../src/samplers/catalogue.ts';
import type { SchedulerName } from '../../../src/schedulers/catalogue.ts';
import { inTemporaryFolder } from '../../temporary-folder.ts';

/** A search that a process of its own makes. */
export interface TimedRequest {
  readonly space: string;
  readonly sampler: SamplerName;
  readonly scheduler: SchedulerName;
  readonly trials: number;
  readonly seed: number;
  readonly workers: number;
  /** The search ends once all threads together have used this processor time. */
  readonly processorSeconds?: number;
  /** The search ends once it has found a loss as small as this. */
  readonly mark?: number;
}

/** The time that a search had spent and the value that it had found when a trial was recorded; all since its start. */
export interface Step {
  /** By the clock. */
  readonly seconds: number;
  /** Processor time of all threads, which work of other programs does not prolong. */
  readonly processorSeconds: number;
  readonly epochs: number;
  /** The least validation loss so far. */
  readonly best: number;
}

const request = JSON.parse(process.argv[2] as string) as TimedRequest;
const steps = await inTemporaryFolder((folder) => timed(join(folder, 'race.db'), request));
console.log(JSON.stringify(steps));

async function timed(db: string, { processorSeconds, mark, ...settings }: TimedRequest): Promise<Step[]> {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  const epochs = new Map<number, number>();
  const steps: Step[] = [];
  let best = Number.POSITIVE_INFINITY;
  const controller = new AbortController();
  await search({
    ...{ ...settings, db, signal: controller.signal },
    onTrial(trial) {
      if (controller.signal.aborted) return;
      epochs.set(trial.trial, trial.epochs ?? 0);
      best = Math.min(best, trial.value ?? best);
      const { user, system } = process.cpuUsage(before);
      const step = {
        seconds: (performance.now() - startedAt) / 1000,
        processorSeconds: (user + system) / 1e6,
        epochs: [...epochs.values()].reduce((sum, each) => sum + each, 0),
        best,
      };
      steps.push(step);
      if (step.processorSeconds >= (processorSeconds ?? Number.POSITIVE_INFINITY)) controller.abort();
      if (best <= (mark ?? Number.NEGATIVE_INFINITY)) controller.abort();
    },
  }).catch((error: unknown) => {
    if (!(error instanceof InterruptedError)) throw error;
  });
  return steps;
}
