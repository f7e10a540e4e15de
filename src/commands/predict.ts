import { extname } from 'node:path';
import { missing } from '../actions/options/option.ts';
import { type PredictionSink, predictedFiles, predictLines, writeOptions } from '../actions/predict.ts';
import { type Message, message, option } from '../faults/message.ts';
import { type FileTarget, requireFileTarget } from '../files/target.ts';
import { throwIfInterrupted, writeWholeText } from '../files/write-whole.ts';
import { renderPrediction } from '../report/text/models/predict-text.ts';
import { predictionFiles } from '../serving/prediction-file.ts';
import type { PredictionFormat } from '../serving/write-predictions.ts';
import { type Call, defineCommand, jsonFlag } from './define-command.ts';
import { printJson, type Terminal } from './terminal.ts';

const flags = {
  out: { type: 'string', requiresArg: true, describe: 'write to this file in place of the standard output' },
  replace: { type: 'boolean', default: false, describe: 'overwrite older predictions' },
  json: { ...jsonFlag.json, describe: 'with --out: print a summary as one JSON document' },
  quiet: { type: 'boolean', default: false, describe: 'print no summary' },
} as const;

type PredictCall = Call<typeof writeOptions.options, typeof flags>;

/** hpsearch predict <input>: the predictions of a model for new rows, batch by batch. */
export const predictCommand = defineCommand({
  action: writeOptions,
  positional: 'input',
  flags,
  rules: ({ json, out, replace, format }) => [
    json === true && out === undefined
      ? message`${option('json')}: goes with ${option('out')}: without it the predictions are printed`
      : undefined,
    missing({ replace, out }, 'replace', 'out'),
    typeof out === 'string' ? nameFault(out, format) : undefined,
  ],
  examples: [
    ['predict new.csv > labels.csv', 'predict with the best trial of the newest study'],
    ['predict new.csv --model greedy --out labels.csv', "predict with the ensemble 'greedy'"],
    ['predict new.csv --interval 0.9', 'with intervals, or sets of classes, that hold nine of ten'],
    ['predict new.parquet --model ./exported --probabilities', 'predict with an exported model'],
  ],
  run: async (call) => {
    const { request, flags: given } = call;
    const startedAt = performance.now();
    // A bad target is refused before the model and its data are loaded.
    const early = targetOf(call, 'undecided', predictedFiles(request));
    if (early !== undefined) requireFileTarget(early);
    const format = request.format ?? formatOf(given.out);
    const { model, rows, note, ...novelty } = await predictLines({ ...request, format }, sink(call));
    if (note !== undefined && !given.quiet) call.note(note);
    const seconds = (performance.now() - startedAt) / 1000;
    return { model, rows, seconds, out: given.out ?? null, ...novelty };
  },
  print: (summary, { flags: given, terminal }) => {
    if (given.json) printJson(terminal, summary);
    else if (!given.quiet) terminal.err(renderPrediction(summary));
  },
});

/** Writes to the file, which appears when it is complete, or streams to standard output. */
function sink(call: PredictCall): PredictionSink {
  return {
    write: ({ columns, reads }, work) => {
      const target = targetOf(call, columns, reads);
      return target === undefined ? printed(call.terminal, work) : filed(target, call.terminal, work);
    },
  };
}

type Work = Parameters<PredictionSink['write']>[1];

function printed(terminal: Terminal, work: Work): Promise<number> {
  return work(async (text) => {
    terminal.data(text);
    await terminal.drained?.();
  });
}

function filed(target: FileTarget, terminal: Terminal, work: Work): Promise<number> {
  const interruption = terminal.interruption();
  return writeWholeText(target, (file) =>
    work(async (text) => {
      throwIfInterrupted(interruption, target.path);
      await file.writeFile(`${text}\n`);
    }),
  );
}

/** The input's columns, of which some stand in front, are unknown before it is open. */
function targetOf(
  { flags: { out, replace } }: PredictCall,
  columns: Parameters<typeof predictionFiles>[0],
  reads: readonly string[],
): FileTarget | undefined {
  if (out === undefined) return undefined;
  return { option: 'out', path: out, mayReplace: replace, kind: predictionFiles(columns), reads };
}

/** Other programs would read a file of such a name as another format. */
function nameFault(out: string, format: unknown): Message | undefined {
  const ending = extname(out).toLowerCase();
  const isOther = ['.gz', '.zip', '.parquet'].includes(ending);
  if (!isOther && (format !== undefined || !['.json', '.tsv'].includes(ending))) return undefined;
  return message`${option('out')}: must end in .csv, .jsonl or .ndjson: predictions are CSV or JSON lines, got ${JSON.stringify(out)}`;
}

function formatOf(out: string | undefined): PredictionFormat {
  const extension = extname(out ?? '').toLowerCase();
  return extension === '.jsonl' || extension === '.ndjson' ? 'jsonl' : 'csv';
}
