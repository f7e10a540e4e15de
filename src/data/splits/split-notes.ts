import { defaultSplit, type SplitSpec } from '../../study/study-spec.ts';
import { type SplitName, splitNames } from '../dataset.ts';
import type { RawData, RowGroups, RowTimes } from '../raw-data.ts';
import { primaryOf } from '../raw-targets.ts';
import { drawnShare, lacksValidation } from './assigned.ts';
import { autoFoldRows, type FoldRows } from './draw-folds.ts';
import { shownTime } from './shown-time.ts';

type SplitRows = Readonly<Record<SplitName, Int32Array>> & { readonly folds?: readonly FoldRows[] };

/**
 * Sentences for people about a source and its splits that its space file does not state: the source's own, groups and times that divide
 * the rows, folds, validation rows that are drawn, and the lack of test rows.
 */
export function splitNotes(raw: RawData, split: SplitSpec, rows: SplitRows): string[] {
  return [
    ...(raw.notes ?? []),
    ...(rows.folds === undefined
      ? drawnValidation(raw, split, rows)
      : [foldNote(raw, split, rows, rows.folds)]),
    ...(raw.groups === undefined ? [] : groupNotes(raw.groups, rows)),
    ...(raw.times === undefined ? [] : [timeNote(raw.times, rows)]),
    ...(rows.test.length > 0
      ? []
      : [
          `there are no test rows: ensemble, distill and evaluate use ${rows.folds ? 'the folds' : 'validation'}`,
        ]),
  ];
}

/** "5 folds of 285 rows, stratified, as fewer than 2000 rows are not test rows: each trial trains 5 models" */
function foldNote(raw: RawData, split: SplitSpec, rows: SplitRows, folds: readonly FoldRows[]): string {
  const { folds: asked, repeats = 1, stratify = defaultSplit.stratify } = split;
  const way =
    raw.times !== undefined
      ? ` in the order of ${raw.times.column}`
      : raw.groups === undefined && stratify && raw.target.kind === 'classification'
        ? `, ${stratified(raw)}`
        : '';
  const times = repeats === 1 ? '' : `, ${repeats} times`;
  const why = asked === 'auto' ? `, as fewer than ${autoFoldRows} rows are not test rows` : '';
  const count = folds.length / repeats;
  return `${count} folds of ${rows.train.length} rows${way}${times}${why}: each trial trains ${folds.length} models`;
}

/** Names the one of several targets that keeps its proportions. */
function stratified({ targets }: RawData): string {
  return targets === undefined ? 'stratified' : `stratified by ${primaryOf(targets).name}`;
}

function drawnValidation(raw: RawData, split: SplitSpec, rows: SplitRows): string[] {
  if (!lacksValidation(raw)) return [];
  const source =
    split.kind === 'column'
      ? `column ${split.column}`
      : raw.inputs.kind === 'images'
        ? 'the folder'
        : 'the data';
  const { stratify = defaultSplit.stratify } = split;
  const isStratified = stratify && raw.target.kind === 'classification';
  const way =
    raw.times !== undefined ? 'the latest' : raw.groups !== undefined ? 'whole groups' : 'drawn at random';
  const kept = isStratified && raw.times === undefined ? `, ${stratified(raw)}` : '';
  const share = `${Number((100 * drawnShare(split)).toPrecision(3))} %`;
  const total = rows.train.length + rows.validation.length;
  return [
    `${source} has only train and test: ${share} of the training rows are for validation (${rows.validation.length} of ${total}, ${way}${kept})`,
  ];
}

function groupNotes(groups: RowGroups, rows: SplitRows): string[] {
  const { column, codes } = groups;
  const counts = splitNames
    .filter((name) => rows[name].length > 0)
    .map((name) => `${new Set(Array.from(rows[name], (row) => codes[row])).size} in ${name}`);
  return [`no group of ${column} is divided: ${counts.join(', ')}`];
}

function timeNote(times: RowTimes, rows: SplitRows): string {
  const ranges = splitNames
    .filter((name) => rows[name].length > 0)
    .map((name) => {
      const values = rows[name].reduce(
        ([first, last], row) => {
          const value = times.values[row] as number;
          return [Math.min(first, value), Math.max(last, value)] as const;
        },
        [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as readonly [number, number],
      );
      return `${name} ${values.map((value) => shownTime(value, times)).join(' to ')}`;
    });
  return `split by ${times.column}: ${ranges.join(', ')}`;
}
