import { extname } from 'node:path';
import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import type { Inputs } from '../data/inputs/inputs.ts';
import { openInputs } from '../data/inputs/open-inputs.ts';
import { UsageError } from '../faults/errors.ts';
import { type FileTarget, requireFileTarget } from '../files/target.ts';
import { throwIfInterrupted, writeWholeText } from '../files/write-whole.ts';
import { type PredictionSummary, renderPrediction } from '../report/text/predict-text.ts';
import { predictionFiles } from '../serving/prediction-file.ts';
import type { ServedModel } from '../serving/served-model.ts';
import {
  type PredictionFormat,
  type PredictionRequest,
  predictionColumns,
  predictionFormats,
  writePredictions,
} from '../serving/write-predictions.ts';
import { databaseOption, jsonOption, replaceOption, studyOption } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';
import { modelOption, readsOf, withModel } from './with-model.ts';

const options = {
  model: modelOption,
  out: { type: 'string', requiresArg: true, describe: 'a file in place of the standard output' },
  replace: replaceOption('older predictions'),
  format: {
    choices: predictionFormats,
    requiresArg: true,
    defaultDescription: 'by --out, else csv',
    describe: 'what is written: CSV or JSON lines',
  },
  probabilities: { type: 'boolean', default: false, describe: 'a column for each class as well' },
  'keep-columns': { type: 'boolean', default: false, describe: 'the columns of the input in front' },
  resize: { type: 'boolean', default: false, describe: 'bring images to the size of those in training' },
  quiet: { type: 'boolean', default: false, describe: 'no line about what was done' },
  study: studyOption,
  db: databaseOption,
  json: { ...jsonOption, describe: 'with --out: say what was done as one JSON document' },
} as const;

type PredictArguments = InferredOptionTypes<typeof options> & { input: string };

/** hpsearch predict <input>: what a model says of new rows, batch by batch. */
export function predictCommand(terminal: Terminal): CommandModule<object, PredictArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('input', {
          type: 'string',
          demandOption: true,
          describe: 'a CSV, Parquet or JSON lines file, an image, or a folder of images',
        })
        .options(options)
        .check(({ json, out }) => {
          if (!json || out !== undefined) return true;
          throw new UsageError('--json: goes with --out, for the predictions are printed without it');
        })
        .example('$0 predict new.csv > labels.csv', 'by the best trial of the newest study')
        .example('$0 predict new.csv --model greedy --out labels.csv', 'by the ensemble of that name')
        .example('$0 predict new.parquet --model ./exported --probabilities', 'by an exported model'),
    handler: async (argv) => {
      const startedAt = performance.now();
      const seconds = () => (performance.now() - startedAt) / 1000;
      const { out } = argv;
      // Before the model is opened, and its data are read.
      if (out !== undefined) requireFileTarget(targetOf(argv, out, readsOf(argv, undefined)));
      const summary = await withModel(argv, (served, ofStudy) => {
        const target = out === undefined ? undefined : targetOf(argv, out, readsOf(argv, ofStudy));
        return predict(argv, terminal, served, { target, seconds });
      });
      if (argv.json) printJson(terminal, summary);
      else if (!argv.quiet) terminal.err(renderPrediction(summary));
    },
  };
}

async function predict(
  argv: PredictArguments,
  terminal: Terminal,
  served: ServedModel,
  { target, seconds }: { readonly target: FileTarget | undefined; readonly seconds: () => number },
): Promise<PredictionSummary> {
  const { pipeline } = served;
  const inputs: Inputs = await openInputs(argv.input, { pipeline, resizes: argv.resize });
  const request: PredictionRequest = {
    format: argv.format ?? formatOf(argv.out),
    probabilities: argv.probabilities,
    keepsColumns: argv['keep-columns'],
  };
  const columns = request.keepsColumns ? predictionColumns(pipeline.task, inputs, request) : [];
  const exact = target && { ...target, kind: predictionFiles(columns) };
  const rows = await write(exact, terminal, (line) => writePredictions(served, inputs, request, line));
  return {
    ...{ model: served.name, rows, seconds: seconds(), out: argv.out ?? null },
    unknownCategories: Object.fromEntries(inputs.unknownCategories),
  };
}

/** To the file, which appears when all is done, or to the standard output as it comes. */
async function write(
  target: FileTarget | undefined,
  terminal: Terminal,
  work: (write: (text: string) => Promise<void>) => Promise<number>,
): Promise<number> {
  if (target === undefined) {
    return work(async (text) => {
      terminal.data(text);
      await terminal.drained?.();
    });
  }
  const interruption = terminal.interruption();
  return writeWholeText(target, (file) =>
    work(async (text) => {
      throwIfInterrupted(interruption, target.path);
      await file.writeFile(`${text}\n`);
    }),
  );
}

/** The columns of the input, which may be kept, are not known before it is open. */
function targetOf(argv: PredictArguments, out: string, reads: readonly string[]): FileTarget {
  const { input, replace } = argv;
  const kind = predictionFiles(argv['keep-columns'] ? 'undecided' : []);
  return {
    ...{ flag: 'out', path: out, mayReplace: replace, kind },
    reads: [input, ...reads],
  };
}

function formatOf(out: string | undefined): PredictionFormat {
  const extension = extname(out ?? '').toLowerCase();
  return extension === '.jsonl' || extension === '.ndjson' ? 'jsonl' : 'csv';
}
