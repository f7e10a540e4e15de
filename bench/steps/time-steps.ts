const warmUpMs = 500;
const runMs = 1500;

/** The time of one step. On an idle machine both are the same; on a busy one only the wall-clock waits for others. */
export interface StepTime {
  readonly wallMs: number;
  readonly processorMs: number;
}

/**
 * Times runs of `steps` steps: after half a second that warms up the compiler, for a second and a half, both of the
 * processor's time, which a busy machine does not shorten; one run each at the least. The wall-clock is the median of
 * the runs, the processor's time their mean.
 */
export async function timeSteps(steps: number, run: () => unknown): Promise<StepTime> {
  await runFor(warmUpMs, run);
  const usageBefore = process.cpuUsage();
  const times = await runFor(runMs, run);
  const { user, system } = process.cpuUsage(usageBefore);
  const allSteps = steps * times.length;
  times.sort((a, b) => a - b);
  return {
    wallMs: (times[times.length >> 1] as number) / steps,
    processorMs: (user + system) / 1000 / allSteps,
  };
}

async function runFor(milliseconds: number, run: () => unknown): Promise<number[]> {
  const times: number[] = [];
  const before = process.cpuUsage();
  const used = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  while (times.length < 1 || used() < milliseconds) {
    const runStartedAt = performance.now();
    await run();
    times.push(performance.now() - runStartedAt);
  }
  return times;
}
