import { checks } from '../../checks/catalogue.ts';
import type { Check, CheckContext } from '../../checks/check.ts';
import { type Checked, checkContext } from '../../checks/context.ts';
import { runChecks } from '../../checks/run-checks.ts';
import { measureCost, searchSeconds } from '../../checks/training/step-time.ts';
import { CheckFailedError, HpsearchError } from '../../faults/errors.ts';
import { action, type Message, message, option } from '../../faults/message.ts';
import type { CheckResult } from '../../reports/check-report.ts';
import type { TableSchema } from '../../reports/table-schema.ts';
import { computing } from '../../training/backend.ts';

export interface CheapChecksWatch {
  onCheck(result: CheckResult): void;
  /** How the table was read, before the first check and trial. */
  onSchema?(schema: TableSchema): void;
  note(text: Message): void;
}

interface CheapChecksRequest {
  readonly space: unknown;
  readonly target?: string | undefined;
  readonly query?: string | undefined;
  readonly workers: number;
}

/**
 * Share of the search's estimated time, in seconds of CPU time, so that a busy machine makes the same checks as an idle
 * one.
 */
const budgetShare = 0.05;
const budgetSeconds = { least: 5, most: 20 } as const;
/** No check begins beyond this share of the budget: the last one may need the rest. */
const shareToBegin = 0.8;

/**
 * Throws CheckFailedError when a check fails. The checks take at most five seconds, or a twentieth of the search's time
 * if that is more, and never more than 20. Those that find no time are named, with what nobody has shown then.
 */
export async function makeCheapChecks(
  checked: Checked,
  { space, target, query, workers }: CheapChecksRequest,
  watch: CheapChecksWatch,
  clock = processorSeconds,
): Promise<void> {
  const startedAt = clock();
  const context = await checkContext(checked);
  const cheap = checks.filter(({ isCheap }) => isCheap);
  const budget = await budgetOf(context, workers);
  const endsAt = startedAt + shareToBegin * budget;
  const { within, left } = withinTime(cheap, () => clock() < endsAt);
  const results = await runChecks(within, context, {
    now: () => performance.now(),
    onResult: (result) => {
      if (result.status !== 'skip') watch.onCheck(result);
    },
  });
  if (left.length > 0) {
    const all = typeof space === 'string' ? action('check', { space, target, query }) : action('check');
    watch.note(
      message`the time for checks is used up: ${all} makes the others too. Not checked: ${left.map(riskOf).join('; ')}`,
    );
  }
  const failed = results.filter(({ status }) => status === 'fail').map(({ name }) => name);
  if (failed.length === 0) return;
  throw new CheckFailedError(
    message`nothing was started: the pipeline fails a check: ${failed.join(', ')}; ${option('check', false)} lets it run all the same`,
  );
}

/** "no-mixing (whether an example's outputs depend on no other example)". */
function riskOf({ name, hypothesis }: Check): string {
  return `${name} (whether ${hypothesis})`;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** A model that cannot be measured is reported by the checks. */
async function budgetOf(context: CheckContext, workers: number): Promise<number> {
  const measure = () => measureCost(context, context.config, 0.02);
  const cost = await computing(context.backend, measure).catch((error: unknown) => {
    if (error instanceof HpsearchError) throw error;
    return undefined;
  });
  const wanted = cost === undefined ? 0 : budgetShare * searchSeconds(cost, context, workers);
  return Math.min(budgetSeconds.most, Math.max(budgetSeconds.least, wanted));
}

/** The same checks, of which none begins without time; `left` collects the skipped ones. */
function withinTime(cheap: readonly Check[], hasTime: () => boolean): { within: Check[]; left: Check[] } {
  const left: Check[] = [];
  const within = cheap.map((check) => ({
    ...check,
    run: (context: CheckContext) => {
      if (hasTime()) return check.run(context);
      left.push(check);
      return { status: 'skip', message: timeIsUp } as const;
    },
  }));
  return { within, left };
}

const timeIsUp = 'the time for checks is used up';
