import { constants } from 'node:buffer';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { action, message, option } from '../../faults/message.ts';
import { counted } from '../../reports/figure.ts';
import { readText } from '../../space-file/read-text.ts';
import { readOptuna } from '../../store/optuna/read-optuna.ts';
import type { RecordedTrial, WholeStudy } from '../../store/store.ts';
import { markInfeasible } from '../../study/search/where.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import { checkedStudy } from '../../transfer/check-whole-study.ts';
import { readTrialTable } from '../../transfer/csv-trials.ts';
import { parseJsonDocument } from '../../transfer/json.ts';
import { fromOptunaStudy } from '../../transfer/optuna/from-optuna.ts';
import { intoSpace } from '../../transfer/optuna/into-space.ts';
import { refuseBadParameters } from '../../transfer/optuna/parameter-faults.ts';
import type { StudyFormat } from '../../transfer/transfer.ts';

/** The options of an import that select the study. */
export interface AskedStudy {
  readonly file: string;
  /** The new name of the study. */
  readonly name?: string | undefined;
  /** The space file that a table's trials belong to. */
  readonly space?: string | undefined;
  /** Its name in an Optuna database. */
  readonly study?: string | undefined;
  /** For a JSON study: the folder that now contains its data and its module. */
  readonly directory?: string | undefined;
}

/** A study that was read from a file. */
export interface ReadStudy {
  readonly whole: WholeStudy;
  /** Parts that were not imported. */
  readonly remark?: string;
}

/**
 * Reads a whole study, or a table of trials as a study of its space. FaultsError or UsageError with the file's faults.
 */
export async function readWholeStudy(asked: AskedStudy, format: StudyFormat): Promise<ReadStudy> {
  const { whole, ...rest } = await read(asked, format);
  return { whole: checkedStudy(whole, asked.file, format === 'json'), ...rest };
}

async function read(asked: AskedStudy, format: StudyFormat): Promise<ReadStudy> {
  const { file, name } = asked;
  switch (format) {
    case 'json': {
      if (statSync(file).size > constants.MAX_STRING_LENGTH) {
        throw new UsageError(
          message`${file}: is too large to be read: ${action('exportStudy')} without ${option('weights')} writes less`,
        );
      }
      const whole = parseJsonDocument(readText(file), file, name);
      if (asked.directory === undefined) return { whole };
      return { whole: { ...whole, study: { ...whole.study, directory: resolve(asked.directory) } } };
    }
    case 'csv': {
      const study = await spaceStudy(asked);
      const { trials, unfinished } = await readTrialTable(file, study.spec);
      return { whole: { study, trials: marked(trials, study.spec), ensembles: [] }, ...leftOut(unfinished) };
    }
    case 'optuna': {
      const optuna = readOptuna(file, asked.study);
      refuseBadParameters(optuna, file);
      if (asked.space === undefined) return { whole: fromOptunaStudy(optuna, name) };
      const study = await spaceStudy(asked);
      const trials = intoSpace(optuna, study.spec, file);
      const whole = { study, trials: marked(trials, study.spec), ensembles: [] };
      return { whole, ...leftOut(optuna.trials.length - trials.length) };
    }
  }
}

/** With the trials marked that break the constraints of the space. */
function marked(trials: readonly RecordedTrial[], { where }: StudySpec): RecordedTrial[] {
  return trials.map((recorded) => ({ ...recorded, trial: markInfeasible(recorded.trial, where) }));
}

function leftOut(unfinished: number): Pick<ReadStudy, 'remark'> {
  return unfinished === 0 ? {} : { remark: `left out: ${counted(unfinished, 'trial')} that had not ended` };
}

/** The study that `start` would create, so that `start` can resume it. Loads TensorFlow.js lazily. */
async function spaceStudy({ space = '', name }: AskedStudy): Promise<WholeStudy['study']> {
  const { prepareSearch } = await import('../../search/prepare-study.ts');
  const { study } = await prepareSearch({ space, name });
  return study;
}
