import { checks } from '../checks/catalogue.ts';
import type { Check } from '../checks/check.ts';
import { checkContext } from '../checks/context.ts';
import { runChecks } from '../checks/run-checks.ts';
import { didYouMean } from '../faults/did-you-mean.ts';
import { CheckFailedError, UsageError } from '../faults/errors.ts';
import { type Message, message, option } from '../faults/message.ts';
import { shortened } from '../faults/visible-text.ts';
import { type HumanBaseline, readableMetric } from '../metrics/human-baseline.ts';
import type { CheckResult } from '../reports/check-report.ts';
import type { TableSchema } from '../reports/table-schema.ts';
import type { CheckableStudy } from '../search/prepare-study.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { partsOfScore } from '../study/human-score.ts';
import type { Configuration } from '../study/search-space.ts';
import type { BackendName } from '../study/study-spec.ts';
import { spaceOf } from './defaults/space-of-data.ts';
import { words } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import { backend, spaceOrData, tableOptions } from './options/shared.ts';
import { seed } from './sample.ts';

const known = checks.map(({ name }) => name);

export const checkOptions = {
  options: {
    space: { ...spaceOrData, isRequired: false },
    ...tableOptions,
    only: words(unknownChecks, { describe: 'checks to run, by name' }),
    skip: words(unknownChecks, { describe: 'checks to skip, by name' }),
    seed,
    backend,
  },
};

type CheckRequest = OptionsOf<typeof checkOptions.options>;

export interface CheckReport {
  readonly study: string;
  readonly backend: BackendName;
  /** The configuration in the middle of the space, which was checked. */
  readonly config: Configuration;
  readonly humanBaseline?: HumanBaseline;
  readonly results: readonly CheckResult[];
}

export interface CheckEvents {
  /** A sentence about the rows that are checked. */
  note(text: Message): void;
  onResult(result: CheckResult): void;
  /** How the table was read, before the first check. */
  onSchema?(schema: TableSchema): void;
}

/** Runs the recipe's checks of data, model and training. A failed check is a result, not an error. */
export async function check(
  { space: path, target, query, seed: given, backend: named, ...chosen }: CheckRequest,
  { note, onResult, onSchema }: CheckEvents,
): Promise<{ readonly report: CheckReport; readonly reads: readonly string[] }> {
  const asked = chosenChecks(chosen);
  if (path === undefined) throw new UsageError(message`${option('space')}: must name a space file`);
  // Imported after the options are validated: it loads TensorFlow.js.
  const { prepareStudy } = await import('../search/prepare-study.ts');
  const space = await spaceOf({ space: path, target, query }, { note });
  const { study, schema, ...prepared } = await prepareStudy({ space, seed: given, backend: named });
  if (schema !== undefined) onSchema?.(schema);
  for (const text of prepared.source.notes ?? []) note(text);
  if (prepared.epochsNote !== undefined) note(prepared.epochsNote);
  const report = {
    ...(await runStudyChecks(asked, { ...prepared, study }, onResult)),
    ...(schema && { schema }),
  };
  return { report, reads: [path, ...studyPaths(study.spec, study.directory)] };
}

/** Runs checks of a study whose data have been read. */
export async function runStudyChecks(
  asked: readonly Check[],
  { study, dataset, source }: Pick<CheckableStudy, 'dataset' | 'source' | 'study'>,
  onResult: CheckEvents['onResult'],
): Promise<CheckReport> {
  // Imported lazily: it loads TensorFlow.js.
  const { openBackend } = await import('../training/backend.ts');
  const { name, spec, directory } = study;
  const backend = await openBackend(study.backend);
  const context = await checkContext({ dataset, source, backend, spec, directory });
  const results = await runChecks(asked, context, { now: () => performance.now(), onResult });
  const { humanBaseline, objective } = spec;
  const metric = readableMetric(objective, dataset.task);
  return {
    ...{ study: name, backend: study.backend, config: context.config },
    ...(humanBaseline !== undefined && { humanBaseline: { metric, ...partsOfScore(humanBaseline) } }),
    results,
  };
}

/** The requested checks, in the order of the catalogue. UsageError when none is left. */
export function chosenChecks({ only, skip }: Pick<CheckRequest, 'only' | 'skip'>): readonly Check[] {
  const chosen = checks
    .filter(({ name }) => only?.includes(name) ?? true)
    .filter(({ name }) => !(skip?.includes(name) ?? false));
  if (chosen.length === 0) throw new UsageError(message`${option('skip')}: leaves no check to make`);
  return chosen;
}

/** CheckFailedError that names the checks that failed. */
export function throwIfFailed(results: readonly CheckResult[]): void {
  const failed = results.filter(({ status }) => status === 'fail').map(({ name }) => name);
  if (failed.length === 0) return;
  throw new CheckFailedError(
    `${failed.length === 1 ? 'a check' : `${failed.length} checks`} failed: ${failed.join(', ')}`,
  );
}

function unknownChecks(names: readonly string[]): string | undefined {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return undefined;
  const hints = unknown.map((name) => didYouMean(name, known)).filter((hint) => hint !== undefined);
  const hint = hints.length > 0 ? hints.join(', ') : `the checks are ${known.join(', ')}`;
  const wrong = unknown.map((name) => `'${shortened(name, 60)}'`).join(', ');
  return `must name checks, and not ${wrong} (${hint})`;
}
