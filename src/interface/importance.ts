import { parameterImportance, parameterImportanceOptions } from '../actions/learned/importance.ts';
import { readOptions } from '../actions/options/read-options.ts';
import type { ParameterImportanceReport } from '../reports/learned/parameter-importance-report.ts';
import type { StoredStudy } from './stored-study.ts';

export interface ImportanceOptions extends StoredStudy {
  /** 'ped-anova' measures which parameters set the best trials apart (the default), 'fanova' which explain the variance of all. */
  readonly method?: 'ped-anova' | 'fanova' | undefined;
  /** The share of the trials that count as the best, for 'ped-anova'. Default: 0.1; of fewer than 150 trials 15, at most a quarter. */
  readonly best?: number | undefined;
  /** Also measure what two parameters do together, with 'fanova'. Default: false. */
  readonly pairs?: boolean | undefined;
}

/** Which parameters of a study matter, and what the best trials have. UsageError below ten ended trials (of fanova, complete ones). */
export async function importance(options: ImportanceOptions = {}): Promise<ParameterImportanceReport> {
  return parameterImportance(readOptions(parameterImportanceOptions, options));
}
