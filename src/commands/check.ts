import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { checks } from '../checks/catalogue.ts';
import type { Check } from '../checks/check.ts';
import { checkContext } from '../checks/context.ts';
import { runChecks } from '../checks/run-checks.ts';
import { didYouMean } from '../faults/did-you-mean.ts';
import { CheckFailedError, UsageError } from '../faults/errors.ts';
import { readableMetric } from '../metrics/human-baseline.ts';
import { requirePagePlace, writePage } from '../report/html/page-file.ts';
import {
  renderCheckLine,
  renderCheckList,
  renderCheckSummary,
  renderExhibit,
} from '../report/text/check-text.ts';
import type { CheckResult } from '../reports/check-report.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { backendNames } from '../study/study-spec.ts';
import { flagCheck } from './flag-fault.ts';
import { jsonOption, replaceOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  only: {
    type: 'string',
    requiresArg: true,
    coerce: checkNames('only'),
    describe: 'names of checks, with commas between them',
  },
  skip: {
    type: 'string',
    requiresArg: true,
    coerce: checkNames('skip'),
    describe: 'names of checks to leave out',
  },
  list: { type: 'boolean', default: false, describe: 'name the checks, and make none' },
  html: { type: 'string', requiresArg: true, describe: 'write a page with all that was measured' },
  replace: replaceOption('an older page'),
  verbose: { type: 'boolean', default: false, describe: 'show curves and examples too' },
  seed: {
    requiresArg: true,
    coerce: wholeNumber('seed', 0),
    describe: "seed of the checks (default: the space's)",
  },
  backend: { choices: [...backendNames, 'auto'] as const, requiresArg: true, describe: 'what computes' },
  json: jsonOption,
  quiet: { type: 'boolean', default: false, describe: 'only what fails or is to be looked at' },
} as const;

type CheckArguments = InferredOptionTypes<typeof options> & { space: string | undefined };

/** hpsearch check <space>: the recipe's checks of data, model and training, in the middle of the space. */
export function checkCommand(terminal: Terminal): CommandModule<object, CheckArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('space', { type: 'string', describe: 'the space file, JSON or YAML' })
        .options(options)
        .example('$0 check space.json', 'all checks, a line each')
        .example('$0 check space.json --html checks.html', 'with curves and pictures, as a page')
        .example('$0 check space.json --only builds,logits', 'two of them'),
    handler: (argv) => check(argv, terminal),
  };
}

async function check(argv: CheckArguments, terminal: Terminal): Promise<void> {
  const chosen = chooseChecks(argv);
  if (argv.list) return list(argv, terminal, chosen);
  const { space } = argv;
  if (space === undefined) throw new UsageError('check: which space file? hpsearch check <space>');
  requirePagePlace({ ...argv, reads: [space] });
  // Now, for a wrong name or flag needs neither data nor models.
  const { prepareStudy } = await import('../search/prepare-study.ts');
  const { study, ...prepared } = await prepareStudy({ space, seed: argv.seed, backend: argv.backend });
  const context = await checkContext({ ...prepared, spec: study.spec, directory: study.directory });
  const startedAt = performance.now();
  const results = await runChecks(chosen, context, {
    now: () => performance.now(),
    onResult: (result) => show(argv, terminal, result),
  });
  const { humanBaseline: value, objective } = study.spec;
  const metric = readableMetric(objective, prepared.dataset.task.kind);
  const report = {
    study: study.name,
    backend: study.backend,
    config: context.config,
    ...(value === undefined ? {} : { humanBaseline: { metric, value } }),
    results,
  };
  const reads = [space, ...studyPaths(study.spec, study.directory)];
  await writePage({ ...argv, reads }, async () => {
    const { renderCheckPage } = await import('../report/html/check-page.ts');
    return renderCheckPage(report);
  });
  if (argv.json) printJson(terminal, report);
  else if (!argv.quiet) terminal.out(renderCheckSummary(results, (performance.now() - startedAt) / 1000));
  throwIfFailed(results);
}

function list({ json }: CheckArguments, terminal: Terminal, chosen: readonly Check[]): void {
  const listed = chosen.map(({ name, hypothesis, isCheap }) => ({ name, hypothesis, isCheap }));
  if (json) printJson(terminal, listed);
  else terminal.out(renderCheckList(listed, terminal.columns));
}

/** In the order of the catalogue. */
function chooseChecks({ only, skip }: CheckArguments): readonly Check[] {
  const chosen = checks
    .filter(({ name }) => only?.includes(name) ?? true)
    .filter(({ name }) => !(skip?.includes(name) ?? false));
  if (chosen.length === 0) throw new UsageError('--skip: leaves no check to make');
  return chosen;
}

/** Names with commas between them, of which each must be a check's. */
function checkNames(flag: string) {
  const known = checks.map(({ name }) => name);
  return flagCheck((given): string[] => {
    const names = String(given)
      .split(',')
      .map((part) => part.trim());
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length === 0) return names;
    const lines = unknown.map((name) => {
      const hint = didYouMean(name, known) ?? `the checks are ${known.join(', ')}`;
      return `--${flag}: must name checks, got ${JSON.stringify(name)} (${hint})`;
    });
    throw new UsageError(lines.join('\n'));
  });
}

/** With --json the document is the result, and the lines are progress. */
function show({ json, quiet, verbose }: CheckArguments, terminal: Terminal, result: CheckResult): void {
  const isNeeded = result.status === 'fail' || result.status === 'warn';
  if (quiet && (json || !isNeeded)) return;
  const exhibits = verbose ? result.exhibits.map(renderExhibit) : [];
  const width = terminal.progress.isTTY ? terminal.columns : undefined;
  const text = [renderCheckLine(result, width), ...exhibits].join('\n');
  if (json) terminal.err(text);
  else terminal.out(text);
}

function throwIfFailed(results: readonly CheckResult[]): void {
  const failed = results.filter(({ status }) => status === 'fail').map(({ name }) => name);
  if (failed.length === 0) return;
  throw new CheckFailedError(
    `${failed.length === 1 ? 'a check' : `${failed.length} checks`} failed: ${failed.join(', ')}`,
  );
}
