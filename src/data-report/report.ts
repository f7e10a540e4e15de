import { asTable, columnNotes } from '../data/arrays/array-columns.ts';
import { splitNames } from '../data/dataset.ts';
import { firstFoldSource, type SourceRows } from '../data/load-dataset.ts';
import { fitPreprocessing } from '../data/preprocessing/fit-preprocessing.ts';
import type { RawData } from '../data/raw-data.ts';
import { primaryOf } from '../data/raw-targets.ts';
import { tableSchema } from '../data/table-schema.ts';
import { targetViews } from '../data/target-views.ts';
import type { DataReport } from '../reports/data-report.ts';
import type { Scaling } from '../study/scaling.ts';
import { findBetween } from './between/between-findings.ts';
import { findFutureDates } from './columns/date-findings.ts';
import { findDrift } from './columns/drift.ts';
import { findLostLetters } from './columns/encoding-findings.ts';
import { orderFindings, shownFinding } from './columns/finding-list.ts';
import { findArrayCodes, findCodedTimes } from './columns/missing-codes.ts';
import { findNumberDates } from './columns/number-dates.ts';
import { findWideRanges } from './columns/range-findings.ts';
import { findScales } from './columns/scale-findings.ts';
import { findInconsistentRows } from './consistency/consistency-findings.ts';
import { findDuplicates } from './duplicates.ts';
import { lookAtImages } from './images-report.ts';
import { findGroups } from './keys/group-findings.ts';
import { findTimes } from './keys/time-findings.ts';
import { findLeaks } from './leaks/leak.ts';
import { findHiddenGroups } from './neighbours/hidden-group-findings.ts';
import { findOrder } from './order/order-findings.ts';
import { probe } from './probes/probes.ts';
import { findProblems } from './problem-findings.ts';
import { findKnownAfterwards } from './relations/afterwards-findings.ts';
import { findCodes } from './relations/code-findings.ts';
import { relateColumns, relatedRows } from './relations/relations.ts';
import { inputDrift } from './split-drift.ts';
import { lookAtFeatures } from './table-report.ts';
import { lookAtTarget } from './target/target-report.ts';
import { findMixedUnits } from './units/unit-findings.ts';
import { isWindowed, notOfWindows, withSteps } from './windowed.ts';

/** Called as a step begins, and from time to time within it; `fraction` of the step, from 0 to 1. */
export type OnStep = (title: string, fraction: number) => void;

/**
 * Examines every row, including the test split: its faults are faults of the data. `scaling` is the space's, `today` the
 * number of days since 1970, without which no date lies in the future.
 */
export async function reportData(
  examples: SourceRows,
  onStep: OnStep = () => {},
  scaling?: Scaling,
  today = Number.POSITIVE_INFINITY,
): Promise<DataReport> {
  const source = withSteps(examples);
  const { raw, rows } = source;
  const isOfRows = !isWindowed(source);
  const { inputs } = raw;
  const notes = [
    ...(source.notes ?? []),
    ...(isOfRows
      ? []
      : [`single rows are shown, and leaks and copies of rows are not looked for: ${notOfWindows(source)}`]),
    ...(inputs.kind === 'images' ? [] : columnNotes(inputs)),
  ];
  const preprocessing = fitPreprocessing(inputs, rows.train, scaling ?? 'standard');
  const schema = tableSchema(raw, preprocessing);
  onStep('looking at the target', 0);
  const target = lookAtTarget(examples);
  const views = raw.targets === undefined ? [] : targetViews(examples);
  const targets = views.map(({ name = '', source: view }) => ({ name, look: lookAtTarget(view) }));
  const others = targets.map(({ look }) => look).slice(1);
  const looks =
    inputs.kind !== 'images'
      ? await lookAtFeatures(asTable(inputs), source, (fraction) =>
          onStep('looking at the features', fraction),
        )
      : [];
  const features = looks.map(({ report }) => report);
  if (inputs.kind === 'images') onStep('looking at the images', 0);
  const images = inputs.kind === 'images' ? lookAtImages(inputs, source) : undefined;
  const related = relatedRows(source);
  const relations = await relateColumns(source, (fraction) =>
    onStep('comparing columns with the target', fraction),
  );
  onStep('asking quick predictors', 0);
  const probes = isOfRows ? probe(firstFoldSource(source), preprocessing) : undefined;
  onStep('looking for leaks', 0);
  // A fold shows whether a model is judged by rows that it is trained on.
  const judged = firstFoldSource(source);
  const leaks = isOfRows ? findLeaks(judged) : [];
  onStep('looking for duplicates', 0);
  const duplicates = findDuplicates(judged);
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
      ...findGroups(judged),
      ...findTimes(judged),
      ...findOrder(judged),
      ...findHiddenGroups(judged),
      ...(isOfRows ? duplicates.findings : []),
      ...findDrift(
        isOfRows ? parts.flatMap(({ drift }) => drift) : [...targetDrift, ...inputDrift(examples)],
        raw,
      ),
      ...findScales(source, features, scaling),
      ...(isOfRows ? findKnownAfterwards(source, related) : []),
      ...findCodes(source, related),
      ...findBetween(source),
      ...findWideRanges(features, schema),
      ...findCodedTimes(source),
      ...findArrayCodes(source),
      ...findFutureDates(source, today),
      ...findNumberDates(source),
      ...findMixedUnits(source),
      ...findInconsistentRows(source),
      ...parts.flatMap(({ findings }) => findings),
    ]).map((finding) => shownFinding(finding, raw.fileNames)),
  };
}

function comparedNote({ targets, targetColumn = '' }: RawData): string {
  const name = targets === undefined ? targetColumn : primaryOf(targets).name;
  return `columns and rows are compared with ${name}, leaks and conflicting rows are looked for in each of ${targets?.parts.length} targets`;
}
