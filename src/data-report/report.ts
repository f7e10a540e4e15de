import { columnNotes } from '../data/arrays/array-columns.ts';
import { type Preprocessing, splitNames } from '../data/dataset.ts';
import { firstFoldSource, type SourceRows } from '../data/load-dataset.ts';
import { fitPreprocessing } from '../data/preprocessing/fit-preprocessing.ts';
import type { RawData } from '../data/raw-data.ts';
import { primaryOf } from '../data/raw-targets.ts';
import { tableSchema } from '../data/table-schema.ts';
import { targetViews } from '../data/target-views.ts';
import type { DataFinding, DataReport } from '../reports/data-report.ts';
import type { Scaling } from '../study/scaling.ts';
import { findFutureDates } from './columns/date-findings.ts';
import { findDrift } from './columns/drift.ts';
import { findLostLetters } from './columns/encoding-findings.ts';
import { orderFindings, shownFinding } from './columns/finding-list.ts';
import { findArrayCodes, findCodedTimes } from './columns/missing-codes.ts';
import { findWideRanges } from './columns/range-findings.ts';
import { findScales } from './columns/scale-findings.ts';
import { lookAtImages } from './images-report.ts';
import { probe } from './probes/probes.ts';
import { findProblems } from './problem-findings.ts';
import { orderRelations } from './relations/relations.ts';
import { inputDrift } from './split-drift.ts';
import { lookAtTarget } from './target/target-report.ts';
import { DividedReport, helpersFor } from './threads/divided-report.ts';
import type { Parts } from './threads/parts.ts';
import { isWindowed, notOfWindows, withSteps } from './windowed.ts';

type Duplicates = ReturnType<Parts['duplicates']['compute']>;
/** A part whose pieces are findings alone. */
type FindingPart = Exclude<keyof Parts, 'features' | 'relations' | 'duplicates'>;

/** Called as a step begins, and from time to time within it; `fraction` of the step, from 0 to 1. */
export type OnStep = (title: string, fraction: number) => void;

/**
 * Examines every row, including the test split: its faults are faults of the data. `scaling` is the space's, `today` the
 * number of days since 1970, without which no date lies in the future. `helpers`: the number of threads beside this one,
 * which changes nothing in the report.
 */
export async function reportData(
  examples: SourceRows,
  onStep: OnStep = () => {},
  scaling?: Scaling,
  today = Number.POSITIVE_INFINITY,
  helpers = helpersFor(examples),
): Promise<DataReport> {
  const divided = new DividedReport(examples, { scaling, helpers, onStep });
  try {
    return await gatherReport(examples, divided, { onStep, scaling, today });
  } finally {
    await divided.close();
  }
}

interface ReportRequest {
  readonly onStep: OnStep;
  readonly scaling: Scaling | undefined;
  readonly today: number;
}

async function gatherReport(
  examples: SourceRows,
  divided: DividedReport,
  { onStep, scaling, today }: ReportRequest,
): Promise<DataReport> {
  const source = withSteps(examples);
  const { raw } = source;
  const isOfRows = !isWindowed(source);
  const { inputs } = raw;
  const notes = [
    ...(source.notes ?? []),
    ...(isOfRows
      ? []
      : [`single rows are shown, and leaks and copies of rows are not looked for: ${notOfWindows(source)}`]),
    ...(inputs.kind === 'images' ? [] : columnNotes(inputs)),
  ];
  onStep('looking at the target', 0);
  const target = lookAtTarget(examples);
  const views = raw.targets === undefined ? [] : targetViews(examples);
  const targets = views.map(({ name = '', source: view }) => ({ name, look: lookAtTarget(view) }));
  const others = targets.map(({ look }) => look).slice(1);
  const looks = await divided.finish('features');
  const features = looks.map(({ report }) => report);
  if (inputs.kind === 'images') onStep('looking at the images', 0);
  const images = inputs.kind === 'images' ? lookAtImages(inputs, source) : undefined;
  const preprocessing: Preprocessing =
    inputs.kind === 'table'
      ? { kind: 'table', columns: looks.flatMap(({ encoding }) => encoding ?? []) }
      : fitPreprocessing(inputs, source.rows.train, scaling ?? 'standard');
  const schema = tableSchema(raw, preprocessing);
  const relations = orderRelations(await divided.finish('relations'));
  onStep('asking quick predictors', 0);
  // A fold shows whether a model is judged by rows that it is trained on.
  const probes = isOfRows ? probe(firstFoldSource(source), preprocessing) : undefined;
  const found = async (...names: readonly FindingPart[]) => {
    const lists: DataFinding[] = [];
    for (const name of names) lists.push(...(await divided.finish(name)).flat());
    return lists;
  };
  const leaks = await found('leaks');
  const duplicates = (await divided.finish('duplicates'))[0] as Duplicates;
  // The steps of one series are no independent rows, as the tests of drift assume.
  const targetDrift = [target, ...others].flatMap(({ drift }) => drift);
  const parts = [target, ...others, ...(images === undefined ? [] : [images]), ...looks];
  return {
    source: raw.file,
    ...(schema && { schema }),
    task: raw.targets?.kind ?? target.report.kind,
    rows: raw.rowNumbers.length,
    splits: splitNames.map((name) => ({ name, rows: examples.rows[name].length })),
    notes: targets.length === 0 ? notes : [...notes, comparedNote(raw)],
    target: target.report,
    ...(targets.length > 0 && { targets: targets.map(({ name, look }) => ({ name, ...look.report })) }),
    features,
    ...(images && { images: images.report }),
    relations,
    ...(probes && { probes }),
    duplicates: duplicates.report,
    findings: orderFindings([
      ...findProblems(raw),
      ...findLostLetters(raw),
      ...leaks,
      ...(await found('groups', 'times', 'order', 'hiddenGroups')),
      ...(isOfRows ? duplicates.findings : []),
      ...findDrift(
        isOfRows ? parts.flatMap(({ drift }) => drift) : [...targetDrift, ...inputDrift(examples)],
        raw,
      ),
      ...findScales(source, features, scaling),
      ...(await found('knownAfterwards', 'codes', 'between')),
      ...findWideRanges(features, schema),
      ...findCodedTimes(source),
      ...findArrayCodes(source),
      ...findFutureDates(source, today),
      ...(await found('numberDates', 'mixedUnits', 'inconsistentRows')),
      ...parts.flatMap(({ findings }) => findings),
    ]).map((finding) => shownFinding(finding, raw.fileNames)),
  };
}

function comparedNote({ targets, targetColumn = '' }: RawData): string {
  const name = targets === undefined ? targetColumn : primaryOf(targets).name;
  return `columns and rows are compared with ${name}, leaks and conflicting rows are looked for in each of ${targets?.parts.length} targets`;
}
