import { extname } from 'node:path';
import { isSqliteFile, isWriteAhead } from '../../files/file-kind.ts';
import { readText } from '../../space-file/read-text.ts';
import { isServerUrl } from '../../store/location.ts';
import { readOptuna } from '../../store/optuna/read-optuna.ts';
import { requireStudy } from '../../store/require-study.ts';
import type { Study } from '../../store/store.ts';
import { withStore } from '../../store/with-store.ts';
import { isRanked } from '../../study/ranking.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import type { Trial } from '../../study/trial.ts';
import { parseJsonDocument } from '../json.ts';
import { fromOptunaStudy } from '../optuna/from-optuna.ts';
import type { KnownTrials } from './choose-known.ts';
import { readKnownTable } from './known-table.ts';

/** Known trials, and their origin as messages name it. */
export interface NamedTrials extends KnownTrials {
  readonly from: string;
  /** True for a table, which does not say which values are better: the direction is that of the new study. */
  readonly isDirectionAssumed?: boolean;
}

/**
 * The complete trials of an existing file: a table, an exported study, a database of hpsearch or of Optuna, where `study`
 * names one of several. FaultsError or UsageError with the file's faults.
 */
export async function readKnown(
  file: string,
  study: string | undefined,
  spec: Pick<StudySpec, 'space' | 'objective'>,
): Promise<NamedTrials> {
  if (isServerUrl(file)) return knownOfStudy(file, study);
  if (extname(file).toLowerCase() === '.json') {
    const whole = parseJsonDocument(readText(file), file, undefined);
    const trials = whole.trials.map(({ trial }) => trial);
    return { from: file, direction: whole.study.spec.objective.direction, trials: completeOf(trials) };
  }
  if (!isSqliteFile(file)) {
    const { direction } = spec.objective;
    return { from: file, direction, isDirectionAssumed: true, trials: await readKnownTable(file, spec) };
  }
  // Databases of hpsearch have a write-ahead log, and Optuna's have none unless they were changed.
  if (isWriteAhead(file)) return knownOfStudy(file, study);
  const optuna = readOptuna(file, study);
  const { study: read, trials } = fromOptunaStudy(optuna);
  const { direction } = read.spec.objective;
  return {
    from: `study '${optuna.name}' of ${file}`,
    direction,
    trials: completeOf(trials.map(({ trial }) => trial)),
  };
}

/** The complete trials of a stored study; of the newest without a name. */
export function knownOfStudy(db: string, name: string | undefined): Promise<NamedTrials> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    return { ...nameOf(study, db), trials: completeOf(await store.trials(study.id)) };
  });
}

function nameOf({ name, spec }: Study, db: string): Omit<NamedTrials, 'trials'> {
  return { from: `study '${name}' of ${db}`, direction: spec.objective.direction };
}

function completeOf(trials: readonly Trial[]): KnownTrials['trials'] {
  return trials.filter(isRanked);
}
