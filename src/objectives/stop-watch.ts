/** Tells a function through its signal when to end. */
export interface StopWatch {
  readonly signal: AbortSignal;
  /** Asks now, for a function that leaves the thread no time in between. */
  look(): void;
  /** True when the pruner's word came before the deadline. */
  wasPruned(): boolean;
  /** The function has ended. */
  end(): void;
}

const lookMilliseconds = 20;

/** How long before its deadline a function is told: then its worker is ended, and nothing of it is recorded. */
const warningSeconds = 1;
const warningShare = 0.1;

/** `isAsked` says whether the pruner has given the trial up. */
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
