/** Aborts a function's signal when the function must end. */
export interface StopWatch {
  readonly signal: AbortSignal;
  /** Checks immediately, for a function that never yields to the event loop. */
  look(): void;
  /** True if the pruner stopped the trial before the deadline. */
  wasPruned(): boolean;
  /** Call it when the function has ended. */
  end(): void;
}

const lookMilliseconds = 20;

/** The time between the abort and the deadline, at which the worker is ended and nothing is recorded. */
const warningSeconds = 1;
const warningShare = 0.1;

/** Watches for a stop; `isAsked` returns whether the pruner has stopped the trial. */
export function watchStop(isAsked: () => boolean, timeoutSeconds: number): StopWatch {
  const controller = new AbortController();
  const pruned = new Error('pruned: other trials were better by this step');
  const look = () => {
    if (!controller.signal.aborted && isAsked()) controller.abort(pruned);
  };
  const ticker = setInterval(look, lookMilliseconds);
  const warning = Math.min(warningSeconds, warningShare * timeoutSeconds);
  const timer = setTimeout(
    () => controller.abort(new Error(`timeout: ${timeoutSeconds} s are nearly over`)),
    (timeoutSeconds - warning) * 1000,
  );
  return {
    signal: controller.signal,
    look,
    wasPruned: () => controller.signal.reason === pruned,
    end() {
      clearInterval(ticker);
      clearTimeout(timer);
    },
  };
}
