import { HpsearchError } from '../faults/errors.ts';
import type { CheckResult } from '../reports/check-report.ts';
import { randomFor } from '../statistics/random.ts';
import { computing } from '../training/backend.ts';
import { releasing } from '../training/release.ts';
import { withSeededMathRandom } from '../training/seeded-math-random.ts';
import type { Check, CheckContext, Verdict } from './check.ts';

export interface RunHooks {
  /** Milliseconds since any fixed time. */
  now(): number;
  /** Called with each result as soon as it is available. */
  onResult?(result: CheckResult): void;
}

/**
 * Runs checks one after the other; none leaks a tensor, and each has its own random stream. An error of the user's code
 * fails the check, and the same error skips later ones. An HpsearchError is rethrown.
 */
export async function runChecks(
  checks: readonly Check[],
  context: CheckContext,
  { now, onResult }: RunHooks,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const startedAt = now();
    const verdict = await judge(check, context, results);
    const seconds = (now() - startedAt) / 1000;
    const { name, hypothesis } = check;
    const result: CheckResult = { name, hypothesis, numbers: {}, exhibits: [], ...verdict, seconds };
    results.push(result);
    onResult?.(result);
  }
  return results;
}

async function judge(check: Check, context: CheckContext, earlier: readonly CheckResult[]): Promise<Verdict> {
  const random = randomFor(context.seed, 'check', check.name);
  try {
    const { backend } = context;
    return await computing(backend, () =>
      withSeededMathRandom(random, () => releasing(backend.tf, async () => check.run(context))),
    );
  } catch (error) {
    if (error instanceof HpsearchError) throw error;
    const message = firstLine(error);
    const same = earlier.find((result) => result.status === 'fail' && result.message === message);
    if (same !== undefined) return { status: 'skip', message: `as ${same.name}: ${message}` };
    const isOwn = context.spec.model.kind === 'module';
    return { status: 'fail', message, advice: isOwn ? adviceOfOwnErrors : adviceOfErrors };
  }
}

const adviceOfErrors = 'The model cannot be built or trained so: change the space or the data.';
const adviceOfOwnErrors = 'The model’s own code raised this error: fix it there.';

/** An error's message, the same in every check that meets it. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] || 'an error without a message';
}
