import { missing } from '../actions/options/option.ts';
import type { BegunSearch, SearchWatch } from '../actions/search/search.ts';
import { searchOptions } from '../actions/search/search-options.ts';
import type { EndedSearch } from '../actions/search/search-request.ts';
import type { BesideDashboard } from '../dashboard/beside/beside.ts';
import type { Wording } from '../faults/message.ts';
import { describeBackend } from '../report/text/backend-text.ts';
import { renderCheckLine } from '../report/text/check-text.ts';
import { schemaLines } from '../report/text/data/schema-text.ts';
import { commandWords } from '../report/text/parts/command-words.ts';
import {
  type Progress,
  plainProgress,
  silentProgress,
  terminalProgress,
} from '../report/text/progress/progress.ts';
import { fleetText } from '../report/text/trials/fleet-text.ts';
import { renderStartSummary } from '../report/text/trials/start-summary.ts';
import { counted } from '../reports/figure.ts';
import { fleetOf } from '../reports/fleet/fleet-report.ts';
import type { TableSchema } from '../reports/table-schema.ts';
import type { LiveWorker } from '../store/machines.ts';
import { backendOf } from '../study/study-spec.ts';
import { endBeside, serveSearch } from './dashboard/beside-search.ts';
import { type Call, defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';

const flags = {
  dashboard: {
    type: 'boolean',
    default: false,
    describe: 'show the search live in the browser, until it ends; on a terminal until Ctrl-C',
  },
  open: { type: 'boolean', default: false, describe: 'with --dashboard: open it in the browser' },
  ...jsonFlag,
  ...quietFlag,
} as const;
type StartCall = Call<typeof searchOptions.options, typeof flags>;

/** hpsearch start <space or data>: runs a search, or resumes one. */
export const startCommand = defineCommand({
  action: searchOptions,
  positional: 'space',
  flags,
  rules: (given) => [missing(given, 'open', 'dashboard')],
  examples: [
    ['start space.json', 'run the search that space.json describes'],
    ['start space.json --trials 60', 'resume it and extend it to 60 trials'],
    ['start space.json --dashboard --open', 'run it, and watch it in the browser'],
    ['start houses.csv --target price', 'search for a table that has no space file'],
  ],
  run: async (call) => {
    // Imported lazily: help and a wrong flag need no TensorFlow.js.
    const { search } = await import('../actions/search/search.ts');
    const shown = new ShownSearch(call);
    try {
      const ended = await search(call.request, shown);
      return { ...ended, beside: shown.beside };
    } catch (error) {
      shown.beside?.close();
      throw error;
    } finally {
      shown.close();
    }
  },
  print: (ended, call) => {
    const { report, objective } = ended;
    const text = () => renderStartSummary(report, objective, call.terminal.columns, wordsFor(ended));
    printReport(call, report, text);
  },
  end: async ({ beside }, call) => {
    if (beside !== undefined) await endBeside(beside, call);
  },
});

/** Commands find the newest study by themselves. */
function wordsFor({ report: { study, db }, isNewest }: EndedSearch): Wording {
  const isDefault = db === searchOptions.options.db.default?.();
  return commandWords({ ...(!isNewest && { study }), ...(!isDefault && { db }) });
}

/** Shows a search on the terminal, which may interrupt it. */
class ShownSearch implements SearchWatch {
  readonly #call: StartCall;
  #progress: Progress = silentProgress;
  beside: BesideDashboard | undefined;
  /** The last line about the workers of all machines. */
  #fleet: string | undefined;

  constructor(call: StartCall) {
    this.#call = call;
  }

  signal(): AbortSignal {
    const signal = this.#call.terminal.interruption();
    signal.addEventListener('abort', () => {
      this.#progress.note(
        'finishing the trials that run; Ctrl-C again leaves at once and loses those that are not recorded',
      );
    });
    return signal;
  }

  onCheck(...[result]: Parameters<SearchWatch['onCheck']>): void {
    const { flags: given, terminal } = this.#call;
    if (given.quiet && result.status !== 'fail') return;
    const { isTTY, columns } = terminal.progress;
    terminal.err(renderCheckLine(result, isTTY ? columns || undefined : undefined));
  }

  onSchema(schema: TableSchema): void {
    const { flags: given, terminal } = this.#call;
    if (!given.quiet) for (const line of schemaLines(schema)) terminal.err(line);
  }

  async onBegin(begun: BegunSearch): Promise<void> {
    this.#tellBegin(begun);
    if (this.#call.flags.dashboard) this.beside = await serveSearch(this.#call, begun.study.name);
  }

  #tellBegin({ study, trials, before, workers, prepared }: BegunSearch): void {
    const { request, flags: given, terminal } = this.#call;
    if (given.quiet) return;
    const backend = backendOf(study);
    const on = backend === null ? '' : `, on ${describeBackend(backend, study.backendTimings)}`;
    const done = before.ended > 0 ? `; ${before.ended} of them done before` : '';
    const atOnce = workers > 0 ? `${workers} at once` : 'trained by other processes';
    terminal.err(`study ${study.name}: ${counted(trials, 'trial')}, ${atOnce}${on}, in ${request.db}${done}`);
    if (prepared.initial !== undefined) terminal.err(prepared.initial.note);
    const open = terminal.progress.isTTY ? terminalProgress : plainProgress;
    const { objective } = prepared.study.spec;
    const startedAt = performance.now();
    const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
    this.#progress = open(terminal.progress, { total: trials, before, workers, objective, elapsedSeconds });
  }

  onStart: SearchWatch['onStart'] = (trial) => this.#progress.onStart(trial);
  onEpoch: SearchWatch['onEpoch'] = (trial, epoch) => this.#progress.onEpoch(trial, epoch);
  onExtend(trials: number): void {
    this.#progress.onExtend(trials);
  }

  onEnd: SearchWatch['onEnd'] = (trial, stop) => this.#progress.onEnd(trial, stop);

  onWorkers(workers: readonly LiveWorker[]): void {
    const text = fleetText(fleetOf(workers));
    const isAlone = workers.length === 1 && workers[0]?.processId === process.pid;
    if (text !== this.#fleet && !(isAlone && this.#fleet === undefined)) this.#progress.note(text);
    this.#fleet = text;
  }

  note: SearchWatch['note'] = (text) => {
    if (this.#call.flags.quiet) return;
    // Requests of people come while the progress is drawn.
    if (this.#progress !== silentProgress && typeof text === 'string') this.#progress.note(text);
    else this.#call.note(text);
  };

  close(): void {
    this.#progress.close();
  }
}
