import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { formatValue } from '../report/text/format.ts';
import { renderTable } from '../report/text/table.ts';
import { withStore } from '../store/with-store.ts';
import { backendOf } from '../study/study-spec.ts';
import { databaseOption, jsonOption } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = { db: databaseOption, json: jsonOption } as const;

/** hpsearch studies: what a database holds, the oldest study first. */
export function studiesCommand(
  terminal: Terminal,
): CommandModule<object, InferredOptionTypes<typeof options>> {
  return {
    builder: (yargs: Argv) => yargs.options(options).example('$0 studies', 'the studies in ./hpsearch.db'),
    handler: ({ db, json }) =>
      withStore(db, async (store) => {
        const rows = await Promise.all(
          (await store.studies()).map(async (study) => {
            const { id, name, spec, createdAt } = study;
            const backend = backendOf(study);
            const [best] = await store.top(id, 1);
            const { metric, direction } = spec.objective;
            const trials = await store.counts(id);
            return { name, createdAt, backend, metric, direction, trials, best: best?.value ?? null };
          }),
        );
        if (json) return printJson(terminal, rows);
        const column = (title: string, cell: (row: (typeof rows)[number]) => string, rank = 0) => ({
          title,
          rank,
          cells: rows.map(cell),
        });
        const { text } = renderTable(
          [
            { ...column('study', ({ name }) => name), align: 'left' },
            column('created (UTC)', ({ createdAt }) => createdAt.slice(0, 16).replace('T', ' '), 2),
            column('backend', ({ backend }) => backend ?? '–', 1),
            column('complete', ({ trials }) => String(trials.complete)),
            column('pruned', ({ trials }) => String(trials.pruned), 1),
            column('failed', ({ trials }) => String(trials.failed)),
            column('waiting', ({ trials }) => String(trials.waiting + trials.running)),
            column('best', ({ best, metric }) => `${metric} ${formatValue(best)}`),
          ],
          terminal.columns,
        );
        terminal.out(rows.length === 0 ? `${db} holds no study yet` : text);
      }),
  };
}
