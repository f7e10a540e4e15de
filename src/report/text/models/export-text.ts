import { join } from 'node:path';
import { shellWord } from '../../../study/words/shell-word.ts';
import { formatNumber, plainLine } from '../parts/format.ts';

export interface ShownExport {
  readonly study: string;
  readonly model: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly largestDifference: number;
  readonly intervals: readonly number[];
  readonly withoutIntervals?: string;
}

/** The model's location, the folder's files, and how to use it. */
export function renderExport(shown: ShownExport): string {
  const { study, model, folder, files, bytes, largestDifference, intervals, withoutIntervals } = shown;
  return [
    `${plainLine(model)} of ${plainLine(study)} is in ${folder}: ${files.join(', ')}, ${formatNumber(bytes / 1024)} kB`,
    `its predictions differ from hpsearch's by at most ${largestDifference.toExponential(0)} on rows drawn at random`,
    ...(intervals.length > 0 ? [`it has prediction intervals of the levels ${intervals.join(', ')}`] : []),
    ...(withoutIntervals === undefined
      ? []
      : [`it has no prediction intervals: ${plainLine(withoutIntervals)}`]),
    files.includes('example.mjs')
      ? `tf.loadLayersModel opens model.json; node ${shellWord(join(folder, 'example.mjs'))} shows how`
      : `tf.saved_model.load opens it; preprocess.json says how rows are encoded`,
  ].join('\n');
}
