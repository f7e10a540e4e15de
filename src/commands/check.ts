import { check, checkOptions, chosenChecks, throwIfFailed } from '../actions/check.ts';
import {
  renderCheckLine,
  renderCheckList,
  renderCheckSummary,
  renderExhibit,
} from '../report/text/check-text.ts';
import { schemaLines } from '../report/text/data/schema-text.ts';
import type { CheckResult } from '../reports/check-report.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';
import { pageFlags, pageRules, putPage, requirePage } from './page-flags.ts';
import type { Terminal } from './terminal.ts';

const flags = {
  list: { type: 'boolean', default: false, describe: 'list the checks without running them' },
  ...pageFlags('all that was measured'),
  verbose: { type: 'boolean', default: false, describe: 'also show curves and examples' },
  ...jsonFlag,
  quiet: { type: 'boolean', default: false, describe: 'print only checks that fail or warn' },
} as const;

/** hpsearch check <space>: the recipe's checks of data, model and training, in the middle of the space. */
export const checkCommand = defineCommand({
  action: checkOptions,
  positional: 'space',
  flags,
  rules: pageRules,
  examples: [
    ['check space.json', 'run all checks and print a line for each'],
    ['check space.json --html checks.html', 'also write a page with curves and pictures'],
    ['check space.json --only builds,logits', 'run two checks'],
  ],
  run: async (call) => {
    const { request, flags: given, terminal } = call;
    const chosen = chosenChecks(request);
    if (given.list) return { listed: chosen };
    requirePage(call, request.space === undefined ? [] : [request.space]);
    const startedAt = performance.now();
    const made = await check(request, {
      note: (text) => {
        if (!given.quiet) call.note(text);
      },
      onResult: (result) => show(given, terminal, result),
      onSchema: (schema) => {
        if (!given.quiet) for (const line of schemaLines(schema)) terminal.err(line);
      },
    });
    await putPage(call, made.reads, async () => {
      const { renderCheckPage } = await import('../report/html/check-page.ts');
      return renderCheckPage(made.report);
    });
    return { ...made, seconds: (performance.now() - startedAt) / 1000 };
  },
  print: (made, call) => {
    if ('listed' in made) {
      const listed = made.listed.map(({ name, hypothesis, isCheap }) => ({ name, hypothesis, isCheap }));
      return printReport(call, listed, () => renderCheckList(listed, call.terminal.columns));
    }
    const { report, seconds } = made;
    printReport(call, report, () =>
      call.flags.quiet ? undefined : renderCheckSummary(report.results, seconds),
    );
  },
  end: (made) => ('listed' in made ? undefined : throwIfFailed(made.report.results)),
});

interface Shown {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** With --json the document is the result, and the lines are progress. */
function show({ json, quiet, verbose }: Shown, terminal: Terminal, result: CheckResult): void {
  const isNeeded = result.status === 'fail' || result.status === 'warn';
  if (quiet && (json || !isNeeded)) return;
  const exhibits = verbose ? result.exhibits.map(renderExhibit) : [];
  const width = terminal.progress.isTTY ? terminal.columns : undefined;
  const text = [renderCheckLine(result, width), ...exhibits].join('\n');
  if (json) terminal.err(text);
  else terminal.out(text);
}
