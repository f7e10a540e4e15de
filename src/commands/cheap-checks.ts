import { checks } from '../checks/catalogue.ts';
import type { Check, CheckContext } from '../checks/check.ts';
import { type Checked, checkContext } from '../checks/context.ts';
import { runChecks } from '../checks/run-checks.ts';
import { measureCost, searchSeconds } from '../checks/training/step-time.ts';
import { CheckFailedError, HpsearchError } from '../faults/errors.ts';
import { renderCheckLine } from '../report/text/check-text.ts';
import type { CheckResult } from '../reports/check-report.ts';
import { computing } from '../training/backend.ts';
import type { Terminal } from './terminal.ts';

/** What of `start`'s command line concerns the checks themselves. */
export interface CheapChecks {
  readonly space: string;
  readonly workers: number;
  readonly quiet: boolean;
}

/** Share of the search's estimated time, in seconds of the processor: a busy machine makes the same checks as an idle one. */
const budgetShare = 0.05;
const budgetSeconds = { least: 2, most: 20 } as const;
/** No check begins in the rest of the budget, which the last one may need. */
const shareToBegin = 0.8;

/** CheckFailedError when one fails. They take two seconds, or a twentieth of the search's time where that is more, and 20 at most. */
export async function makeCheapChecks(
  checked: Checked,
  argv: CheapChecks,
  terminal: Terminal,
): Promise<void> {
  const startedAt = processorSeconds();
  const context = await checkContext(checked);
  const cheap = checks.filter(({ isCheap }) => isCheap);
  const budget = await budgetOf(context, argv.workers);
  const endsAt = startedAt + shareToBegin * budget;
  const { within, left } = withinTime(cheap, endsAt);
  const results = await runChecks(within, context, {
    now: () => performance.now(),
    onResult: (result) => show(argv, terminal, result),
  });
  if (left.length > 0 && !argv.quiet) {
    const names = left.join(', ');
    terminal.err(
      `the time for checks is used up: hpsearch check ${argv.space} makes the others too (${names})`,
    );
  }
  const failed = results.filter(({ status }) => status === 'fail').map(({ name }) => name);
  if (failed.length === 0) return;
  throw new CheckFailedError(
    `nothing was started, for the pipeline fails a check: ${failed.join(', ')}; --no-check lets it run all the same`,
  );
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** A model that cannot be measured is one for the checks to report. */
async function budgetOf(context: CheckContext, workers: number): Promise<number> {
  const measure = () => measureCost(context, context.config, 0.02);
  const cost = await computing(context.backend, measure).catch((error: unknown) => {
    if (error instanceof HpsearchError) throw error;
    return undefined;
  });
  const wanted = cost === undefined ? 0 : budgetShare * searchSeconds(cost, context, workers);
  return Math.min(budgetSeconds.most, Math.max(budgetSeconds.least, wanted));
}

/** The same checks, of which none begins after `endsAt`; `left` collects the names of those. */
function withinTime(cheap: readonly Check[], endsAt: number): { within: Check[]; left: string[] } {
  const left: string[] = [];
  const within = cheap.map((check) => ({
    ...check,
    run: (context: CheckContext) => {
      if (processorSeconds() < endsAt) return check.run(context);
      left.push(check.name);
      return { status: 'skip', message: timeIsUp } as const;
    },
  }));
  return { within, left };
}

const timeIsUp = 'the time for checks is used up';

function show({ quiet }: CheapChecks, terminal: Terminal, result: CheckResult): void {
  if (result.status === 'skip' || (quiet && result.status !== 'fail')) return;
  const { isTTY, columns } = terminal.progress;
  terminal.err(renderCheckLine(result, isTTY ? columns || undefined : undefined));
}
