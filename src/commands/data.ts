import { type DataEvents, dataOptions, lookAtData } from '../actions/data.ts';
import type { Message } from '../faults/message.ts';
import { renderData } from '../report/text/data/data-text.ts';
import {
  plainStepProgress,
  silentStepProgress,
  terminalStepProgress,
} from '../report/text/progress/data-progress.ts';
import { renderSuspects } from '../report/text/suspects-text.ts';
import { defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';
import { pageFlags, pageRules, putPage, requirePage } from './page-flags.ts';
import type { Terminal } from './terminal.ts';

/** hpsearch data <space>: the rows and their faults, before anything is trained. */
export const dataCommand = defineCommand({
  action: dataOptions,
  positional: 'space',
  flags: { ...pageFlags('charts and pictures'), ...jsonFlag, ...quietFlag },
  rules: pageRules,
  examples: [
    ['data space.json', 'report on the data before a search'],
    ['data houses.csv --target price', 'report on a table that has no space file'],
    ['data space.json --html data.html', 'also write a page with charts and pictures'],
    ['data space.json --suspects', 'after a search: also list labels that may be wrong'],
  ],
  run: async (call) => {
    const { request, flags, terminal } = call;
    requirePage(call, [request.space, request.db]);
    const notes: Message[] = [];
    const note = (text: Message) => void notes.push(text);
    const look = await withSteps(terminal, flags.quiet, (steps) => lookAtData(request, { ...steps, note }));
    if (!flags.quiet) notes.forEach(call.note);
    await putPage(call, look.reads, async () => {
      const { renderDataPage } = await import('../report/html/data/data-page.ts');
      return renderDataPage(look.report, look.suspects);
    });
    return look;
  },
  print: ({ report, suspects }, call) => {
    const { columns } = call.terminal;
    printReport(call, { ...report, ...(suspects && { suspects }) }, () => {
      const shown = renderData(report, columns);
      return suspects === undefined ? shown : `${shown}\n\n${renderSuspects(suspects, columns)}`;
    });
  },
});

async function withSteps<T>(
  { progress }: Terminal,
  isQuiet: boolean,
  work: (events: Pick<DataEvents, 'onStep'>) => Promise<T>,
): Promise<T> {
  const open = isQuiet ? silentStepProgress : progress.isTTY ? terminalStepProgress : plainStepProgress;
  const startedAt = performance.now();
  const steps = open(progress, () => (performance.now() - startedAt) / 1000);
  try {
    return await work(steps);
  } finally {
    steps.close();
  }
}
