import { shownName } from '../../../faults/visible-text.ts';
import { formatUncertain } from '../../../metrics/number-format.ts';
import { errorText, type WordedVerdict } from '../../../reports/dashboard/verdict-report.ts';
import { wrapLine } from '../parts/wrap-line.ts';

/** A verdict, and the study that it is on: what `report --json` prints. */
export interface ShownVerdict {
  readonly study: string;
  readonly metric: string;
  readonly verdict: WordedVerdict;
}

/** A narrower terminal wraps lines itself. */
const narrowest = 20;

/** The verdict on a study: its best trial, a sentence a paragraph, and the commands to type next, within `width` columns. */
export function renderVerdict(
  { study, metric, verdict: { best, lines, next } }: ShownVerdict,
  width: number,
): string {
  const commands = next.flatMap(({ reason, command }) => [
    `  ${command}`,
    ...paragraph('    ', reason, width),
  ]);
  return [
    `${shownName(study)}: ${best === null ? 'no trial is complete' : bestText(best, metric)}`,
    '',
    ...lines.flatMap(({ text, tone }) => paragraph(tone === 'warn' ? '! ' : '- ', text, width)),
    ...(commands.length === 0 ? [] : ['', 'next', ...commands]),
  ].join('\n');
}

/** A mark, and the text indented below it. */
function paragraph(mark: string, text: string, width: number): string[] {
  const room = Math.max(narrowest, width - mark.length);
  return wrapLine(text, room).map((line, place) => (place === 0 ? mark : ' '.repeat(mark.length)) + line);
}

function bestText(best: NonNullable<WordedVerdict['best']>, metric: string): string {
  const { trial, value, standardError } = best;
  const source = errorText(best);
  const error = source === '' ? '' : ` (${source})`;
  return `${metric} ${formatUncertain(value, standardError ?? undefined)}, trial ${trial}${error}`;
}
