import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { readSource } from '../data/load-dataset.ts';
import { reportData } from '../data-report/report.ts';
import { UsageError } from '../faults/errors.ts';
import { requirePagePlace, writePage } from '../report/html/page-file.ts';
import { plainStepProgress, silentStepProgress, terminalStepProgress } from '../report/text/data-progress.ts';
import { renderData } from '../report/text/data-text.ts';
import { renderSuspects } from '../report/text/suspects-text.ts';
import type { DataReport } from '../reports/data-report.ts';
import type { SuspectsReport } from '../reports/suspects-report.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { type DataSpec, type StudySpec, whyNoModels } from '../study/study-spec.ts';
import { databaseOption, jsonOption, replaceOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const defaultSuspectModels = 5;

const options = {
  html: { type: 'string', requiresArg: true, describe: 'write a page with charts and pictures' },
  replace: replaceOption('an older page'),
  suspects: {
    type: 'boolean',
    default: false,
    describe: 'after a search: rows that its best models doubt, and those they predict worst',
  },
  k: {
    requiresArg: true,
    coerce: wholeNumber('k', 1),
    defaultDescription: String(defaultSuspectModels),
    describe: 'with --suspects: how many of the best trials say which rows they are',
  },
  study: {
    type: 'string',
    requiresArg: true,
    describe: "with --suspects: name of the study whose trials they are (default: the space's)",
  },
  db: databaseOption,
  json: jsonOption,
  quiet: { type: 'boolean', default: false, describe: 'no progress' },
} as const;

type DataArguments = InferredOptionTypes<typeof options> & { space: string };

/** hpsearch data <space>: what the rows hold and what is wrong with them, before anything is trained. */
export function dataCommand(terminal: Terminal): CommandModule<object, DataArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('space', { type: 'string', demandOption: true, describe: 'the space file, JSON or YAML' })
        .options(options)
        .check(({ k, study, suspects }) => {
          const lonely = Object.entries({ k, study }).filter(([, value]) => value !== undefined);
          if (suspects || lonely.length === 0) return true;
          throw new UsageError(lonely.map(([flag]) => `--${flag}: must come with --suspects`).join('\n'));
        })
        .example('$0 data space.json', 'look at the data before a search')
        .example('$0 data space.json --html data.html', 'with charts and pictures, as a page')
        .example('$0 data space.json --suspects', 'after a search, with the labels that may be wrong'),
    handler: async (argv) => {
      const { space, db } = argv;
      requirePagePlace({ ...argv, reads: [space, db] });
      const { spec, directory } = await prepareSpec({ space });
      const reason = whyNoModels(spec.model);
      if (reason !== undefined) throw new UsageError(`'${spec.name}': ${reason}`);
      const suspects = argv.suspects ? await suspectsOf(spec, argv) : undefined;
      const report = await lookAt(spec.data, directory, { isQuiet: argv.quiet, terminal });
      const reads = [space, db, ...studyPaths(spec, directory)];
      await writePage({ ...argv, reads }, async () => {
        const { renderDataPage } = await import('../report/html/data-page.ts');
        return renderDataPage(report, suspects);
      });
      if (argv.json) return printJson(terminal, { ...report, ...(suspects && { suspects }) });
      terminal.out(renderData(report, terminal.columns));
      if (suspects !== undefined) terminal.out(`\n${renderSuspects(suspects, terminal.columns)}`);
    },
  };
}

/** Loads TensorFlow.js, which nothing else of this command needs. */
async function suspectsOf(
  spec: StudySpec,
  { db, study, k = defaultSuspectModels }: Pick<DataArguments, 'db' | 'study' | 'k'>,
): Promise<SuspectsReport> {
  const suspects = await import('./suspects.ts');
  return suspects.suspectsOf({ spec, db, study, k });
}

/** A look, and no check: what `start` would refuse is among the findings. */
async function lookAt(
  spec: DataSpec,
  directory: string,
  { isQuiet, terminal }: { readonly isQuiet: boolean; readonly terminal: Terminal },
): Promise<DataReport> {
  const { progress } = terminal;
  const open = isQuiet ? silentStepProgress : progress.isTTY ? terminalStepProgress : plainStepProgress;
  const startedAt = performance.now();
  const steps = open(progress, () => (performance.now() - startedAt) / 1000);
  try {
    const onProgress = (fraction: number) => steps.onStep(`reading ${spec.path ?? spec.source}`, fraction);
    onProgress(0);
    const source = await readSource(spec, directory, { isTolerant: true, onProgress });
    return await reportData(source, steps.onStep, spec.scaling);
  } finally {
    steps.close();
  }
}
