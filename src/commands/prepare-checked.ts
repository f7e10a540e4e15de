import { existsSync } from 'node:fs';
import { CheckFailedError } from '../errors.ts';
import { checks } from '../recipe/checks/catalogue.ts';
import type { Check, CheckContext } from '../recipe/checks/check.ts';
import { checkContext } from '../recipe/checks/context.ts';
import { runChecks } from '../recipe/checks/run-checks.ts';
import { measureCost, searchSeconds } from '../recipe/checks/training/step-time.ts';
import { renderCheckLine } from '../report/check-text.ts';
import type { Overrides } from '../search/prepare-spec.ts';
import { type PreparedStudy, prepareSearch } from '../search/prepare-study.ts';
import { openStore } from '../store/open-store.ts';
import type { CheckResult } from '../study/check-report.ts';
import type { Terminal } from './terminal.ts';

/** What of `start`'s command line concerns the checks before it. */
export interface CheckedStart extends Overrides {
  readonly space: string;
  readonly db: string;
  readonly workers: number;
  readonly check: boolean;
  readonly quiet: boolean;
}

/** Of the search's estimated time; but a second is nothing to wait for, and more than this would be. */
const budgetShare = 0.05;
const budgetSeconds = { least: 1, most: 20 } as const;

/**
 * Prepares a study and, before its first trial, makes the cheap checks; they take a twentieth of the search's time at
 * most. CheckFailedError when one fails. The rows before preprocessing are given up with the return.
 */
export async function prepareChecked(argv: CheckedStart, terminal: Terminal): Promise<PreparedStudy> {
  const all = await prepareSearch(argv);
  // What trains no model has nothing to check.
  if (!('source' in all)) return all;
  const { source, backend, ...prepared } = all;
  const { spec, directory } = prepared.study;
  if (argv.check && !(await hasBegun(argv.db, spec.name))) {
    const context = await checkContext({ spec, directory, dataset: prepared.dataset, source, backend });
    await makeCheapChecks(context, argv, terminal);
  }
  return prepared;
}

/** True for a study of which a trial has ended: its pipeline was checked before that, or was let run. */
async function hasBegun(database: string, name: string): Promise<boolean> {
  if (!existsSync(database)) return false;
  const store = await openStore(database, 'existing');
  try {
    const study = await store.findStudy(name);
    if (study === undefined) return false;
    const { complete, pruned, failed } = await store.counts(study.id);
    return complete + pruned + failed > 0;
  } finally {
    await store.close();
  }
}

async function makeCheapChecks(context: CheckContext, argv: CheckedStart, terminal: Terminal): Promise<void> {
  const startedAt = performance.now();
  const cheap = checks.filter(({ isCheap }) => isCheap);
  const endsAt = startedAt + 1000 * (await budgetOf(context, argv.workers));
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

/** A model that cannot be measured is one for the checks to report. */
async function budgetOf(context: CheckContext, workers: number): Promise<number> {
  const cost = await measureCost(context, context.config, 0.05).catch(() => undefined);
  const wanted = cost === undefined ? 0 : budgetShare * searchSeconds(cost, context, workers);
  return Math.min(budgetSeconds.most, Math.max(budgetSeconds.least, wanted));
}

/** The same checks, of which none begins after `endsAt`; `left` collects the names of those. */
function withinTime(cheap: readonly Check[], endsAt: number): { within: Check[]; left: string[] } {
  const left: string[] = [];
  const within = cheap.map((check) => ({
    ...check,
    run: (context: CheckContext) => {
      if (performance.now() < endsAt) return check.run(context);
      left.push(check.name);
      return { status: 'skip', message: timeIsUp } as const;
    },
  }));
  return { within, left };
}

const timeIsUp = 'the time for checks is used up';

function show({ quiet }: CheckedStart, terminal: Terminal, result: CheckResult): void {
  if (result.status === 'skip' || (quiet && result.status !== 'fail')) return;
  terminal.err(renderCheckLine(result));
}
