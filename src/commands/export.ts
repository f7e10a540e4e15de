import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { UsageError } from '../faults/errors.ts';
import { renderExport } from '../report/text/export-text.ts';
import { exportModel, type ModelFormat, requireExportPlace } from '../serving/export-model.ts';
import { isExported } from '../serving/exported-model.ts';
import type { OpenedModels } from '../serving/stored-model.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import { requireNative } from '../training/export/saved-model/require-native.ts';
import { studyFormats } from '../transfer/transfer.ts';
import { exportStudy, type StudyExport } from './export-study.ts';
import { databaseOption, jsonOption, studyOption } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';
import { modelOption, readsOf, withStudyModel } from './with-model.ts';

const formats = ['tfjs', 'savedmodel', ...studyFormats] as const;

const options = {
  model: { ...modelOption, describe: "a trial's number, an ensemble's name, or student (the newest)" },
  to: { type: 'string', requiresArg: true, describe: "the model's folder, or the study's file" },
  format: {
    choices: formats,
    default: 'tfjs' as const,
    requiresArg: true,
    describe:
      'of a model: tfjs for TensorFlow.js, savedmodel for TensorFlow (needs the native backend); of the whole study: csv, json, optuna',
  },
  weights: { type: 'boolean', default: false, describe: "with json: the models' weights as well" },
  replace: { type: 'boolean', default: false, describe: 'put it in the place of what is there' },
  study: studyOption,
  db: databaseOption,
  json: jsonOption,
} as const;

type ExportArguments = Omit<InferredOptionTypes<typeof options>, 'format'> & {
  readonly format: (typeof formats)[number];
};

/** hpsearch export: a model for use without hpsearch, or a whole study for other tools. */
export function exportCommand(terminal: Terminal): CommandModule<object, ExportArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .options(options)
        .example('$0 export --to model', 'the best trial as a folder that tf.loadLayersModel opens')
        .example('$0 export --model greedy --to model', 'an ensemble as one model')
        .example('$0 export --format csv --to trials.csv', 'all trials of a study') as Argv<ExportArguments>,
    handler: async (argv) => {
      const { format } = argv;
      if (format !== 'tfjs' && format !== 'savedmodel') {
        return wholeStudy(argv, { ...argv, format }, terminal);
      }
      if (argv.weights) throw new UsageError('--weights: goes with --format json, a model has its own');
      return model(argv, format, terminal);
    },
  };
}

function wholeStudy(argv: ExportArguments, flags: StudyExport, terminal: Terminal): Promise<void> {
  if (argv.model !== undefined) {
    throw new UsageError(
      `--model: goes with --format tfjs or savedmodel, and ${flags.format} is of a whole study`,
    );
  }
  return withStore(argv.db, async (store) => {
    await exportStudy(terminal, store, await requireStudy(store, argv.study, argv.db), flags);
  });
}

async function model(argv: ExportArguments, format: ModelFormat, terminal: Terminal): Promise<void> {
  const { to } = argv;
  if (argv.model !== undefined && isExported(argv.model)) {
    throw new UsageError(`--model: must be of a study, and ${argv.model} is exported already`);
  }
  if (to === undefined) throw new UsageError('--to: must name the folder that the model goes to');
  const place = { folder: to, mayReplace: argv.replace };
  requireExportPlace({ ...place, reads: readsOf(argv, undefined) });
  const isSavedModel = format === 'savedmodel';
  if (isSavedModel) await requireNative();
  const write = async (opened: OpenedModels) => {
    const summary = await exportModel(
      opened,
      { ...place, reads: readsOf(argv, opened) },
      format,
      terminal.interruption(),
    );
    const shown = { study: opened.choice.study.name, model: opened.served.name, ...summary };
    if (argv.json) printJson(terminal, shown);
    else terminal.out(renderExport(shown));
  };
  await withStudyModel(argv, write, isSavedModel ? 'native' : undefined);
}
