import { type DataEvents, dataOptions, lookAtData, lookAtRows, type RowsLook } from '../actions/data.ts';
import { missing, without } from '../actions/options/option.ts';
import type { Message } from '../faults/message.ts';
import { renderAnnotation } from '../report/text/data/annotation-text.ts';
import { renderData } from '../report/text/data/data-text.ts';
import { renderRows } from '../report/text/data/rows-text.ts';
import {
  plainStepProgress,
  silentStepProgress,
  terminalStepProgress,
} from '../report/text/progress/data-progress.ts';
import { renderSuspects } from '../report/text/suspects-text.ts';
import type { AnnotationReport } from '../reports/data/annotation-report.ts';
import { csvLine } from '../serving/csv-line.ts';
import { type Call, defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';
import { pageFlags, pageRules, putPage, requirePage } from './page-flags.ts';
import type { Terminal } from './terminal.ts';

/** A page of all rows of any table. */
const everyRow = Number.MAX_SAFE_INTEGER;

const flags = {
  ...pageFlags('charts and pictures'),
  csv: { type: 'boolean', default: false, describe: 'with --rows: print CSV, of all rows unless in pages' },
  ...jsonFlag,
  ...quietFlag,
} as const;

type DataCall = Call<typeof dataOptions.options, typeof flags>;

/** hpsearch data <space>: the rows and their faults, before anything is trained. */
export const dataCommand = defineCommand({
  action: dataOptions,
  positional: 'space',
  flags,
  rules: (given) => [
    ...pageRules(given),
    missing(given, 'csv', 'rows'),
    without(given, 'csv', 'json'),
    without(given, 'html', 'rows'),
    without(given, 'html', 'annotate'),
  ],
  examples: [
    ['data space.json', 'report on the data before a search'],
    ['data houses.csv --target price', 'report on a table that has no space file'],
    ['data space.json --rows --where "age > 30" --sort -age', 'show rows: people above 30, the oldest first'],
    ['data space.json --rows --random 20', 'show 20 rows drawn at random'],
    ['data space.json --html data.html', 'also write a page with charts and pictures'],
    ['data houses.csv --suspects --quick', 'also list labels that may be wrong, in seconds'],
    ['data space.json --suspects', 'after a search: the same by its best models'],
    [
      'data space.json --annotate --write-baseline',
      'label validation examples yourself, for the human baseline',
    ],
  ],
  run: async (call) => {
    if (call.request.annotate) return annotate(call);
    return call.request.rows ? showRows(call) : showReport(call);
  },
  print: (look, call) => {
    const { columns } = call.terminal;
    if ('answered' in look) return printReport(call, look, () => renderAnnotation(look));
    if ('rows' in look) return printRows(look, call);
    const { report, suspects } = look;
    printReport(call, { ...report, ...(suspects && { suspects }) }, () => {
      const shown = renderData(report, columns);
      return suspects === undefined ? shown : `${shown}\n\n${renderSuspects(suspects, columns)}`;
    });
  },
});

async function showReport(call: DataCall) {
  const { request } = call;
  requirePage(call, [request.space, request.db]);
  const look = await withSteps(call, (events) => lookAtData(request, events));
  await putPage(call, look.reads, async () => {
    const { renderDataPage } = await import('../report/html/data/data-page.ts');
    return renderDataPage(look.report, look.suspects, await look.pageRows());
  });
  return look;
}

async function annotate(call: DataCall): Promise<AnnotationReport> {
  // Imported lazily, as the page is: only this needs a server.
  const { openAnnotation } = await import('../actions/annotation/annotate.ts');
  const annotation = await withSteps(call, (events) => openAnnotation(call.request, events));
  const { renderAnnotationPage } = await import('../report/html/annotation/annotation-page.ts');
  const signal = call.terminal.interruption();
  const onOpen = (url: string, answers: string) => {
    call.terminal.err(
      `open ${url} in a browser of this machine; Ctrl-C ends, and ${answers} keeps each answer`,
    );
  };
  return annotation.run({ page: renderAnnotationPage(), signal, onOpen });
}

function showRows(call: DataCall): Promise<RowsLook> {
  const { csv } = call.flags;
  const { page, pageSize, random } = call.request;
  const isWhole = csv && page === undefined && pageSize === undefined && random === undefined;
  const request = isWhole ? { ...call.request, pageSize: everyRow } : call.request;
  return withSteps(call, (events) => lookAtRows(request, events));
}

function printRows({ rows }: RowsLook, call: DataCall): void {
  const { columns, shown } = rows;
  if (call.flags.csv) call.terminal.data([columns, ...shown].map(csvLine).join('\n'));
  else printReport(call, rows, () => renderRows(rows, call.terminal.columns));
}

/** Shows the work's progress, and then its remarks, unless the call is quiet. */
async function withSteps<T>(call: DataCall, work: (events: DataEvents) => Promise<T>): Promise<T> {
  const { terminal, flags: given } = call;
  const { progress }: Terminal = terminal;
  const open = given.quiet ? silentStepProgress : progress.isTTY ? terminalStepProgress : plainStepProgress;
  const startedAt = performance.now();
  const steps = open(progress, () => (performance.now() - startedAt) / 1000);
  const notes: Message[] = [];
  const note = (text: Message) => void notes.push(text);
  const done = await work({ onStep: steps.onStep, note }).finally(() => steps.close());
  if (!given.quiet) notes.forEach(call.note);
  return done;
}
