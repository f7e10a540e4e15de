import type { TrialTask } from '../src/pool/messages.ts';
import type { TrainedModels } from '../src/training/folds/uncertainty.ts';

/** Resolves to the epoch at which the training stops next, or to undefined when it shall end. */
type AtStop = (stopped: TrainedModels) => Promise<number | undefined>;

/**
 * A training that stands still at a rung until this worker's next task. If that is its own trial, promoted, it goes on: no
 * model is built and no step recorded again. Its parked state is stored all the same.
 */
export class HeldTraining {
  /** Seconds of the training up to the rung. */
  seconds = 0;
  #task: TrialTask | undefined;
  #training: Promise<TrainedModels> | undefined;
  #resume: ((until: number | undefined) => void) | undefined;
  #hasStopped: (stopped: TrainedModels) => void = () => {};

  /** The task that the training is for. */
  get task(): TrialTask {
    if (this.#task === undefined) throw new Error('no training has begun');
    return this.#task;
  }

  /** Starts a training. Resolves when it stops or ends. */
  begin(task: TrialTask, train: (atStop: AtStop) => Promise<TrainedModels>): Promise<TrainedModels> {
    this.#task = task;
    return this.#stage(() => {
      this.#training = train((stopped) => {
        this.#hasStopped(stopped);
        return new Promise((resolve) => {
          this.#resume = resolve;
        });
      });
    });
  }

  /** Goes on if the task is the next one of the training that is held; else ends it, and returns undefined. */
  async goOn(
    task: TrialTask,
  ): Promise<{ readonly trained: Promise<TrainedModels>; readonly seconds: number } | undefined> {
    const [resume, before] = [this.#resume, this.#task];
    this.#resume = undefined;
    if (resume === undefined || before === undefined) return undefined;
    if (task.rung !== undefined && isNext(task, before)) {
      const { epochs } = task.rung;
      this.#task = task;
      return { trained: this.#stage(() => resume(epochs)), seconds: this.seconds };
    }
    resume(undefined);
    await this.#training;
    return undefined;
  }

  #stage(start: () => void): Promise<TrainedModels> {
    const stopped = new Promise<TrainedModels>((resolve) => {
      this.#hasStopped = resolve;
    });
    start();
    return Promise.race([stopped, this.#training as Promise<TrainedModels>]);
  }
}

/** No other worker has had the trial between the two attempts. */
function isNext({ studyId, trial, attempt }: TrialTask, before: TrialTask): boolean {
  return studyId === before.studyId && trial === before.trial && attempt === before.attempt + 1;
}
