import pc from 'picocolors';
import { action, message, type Wording, worded } from '../../../faults/message.ts';
import { shownName } from '../../../faults/visible-text.ts';
import { rangeText } from '../../../reports/learned/range-text.ts';
import type { RefineReport } from '../../../reports/learned/refine-report.ts';
import { commandWords } from '../parts/command-words.ts';
import { plainLine } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

/** Each change with its reason, what stays, and the command that searches the new space. */
export function renderRefine(
  { study, to, trials, best, changes, kept }: RefineReport,
  width: number,
  words: Wording = commandWords(),
): string {
  const column = (title: string, cells: readonly string[]) => ({ title, cells, align: 'left' as const });
  const table = renderTable(
    [
      column(
        'parameter',
        changes.map(({ parameter }) => parameter),
      ),
      column(
        '',
        changes.map(({ kind }) => kind),
      ),
      column(
        'was',
        changes.map(({ before }) => rangeText(before)),
      ),
      column(
        'is',
        changes.map(({ after }) => (after === null ? '–' : rangeText(after))),
      ),
      {
        ...column(
          'because',
          changes.map(({ reason }) => reason),
        ),
        rank: 1,
      },
    ],
    width,
  );
  const keptLines = kept.flatMap(({ parameter, reason }) =>
    wrapLine(`${shownName(parameter)} stays: ${reason}`, width),
  );
  return [
    `${pc.bold(shownName(study))}: the best ${best} of ${trials} trials`,
    '',
    ...(changes.length === 0 ? [] : [table.text, '']),
    ...keptLines,
    to === null
      ? 'Nothing to change, and nothing is written.'
      : plainLine(worded(message`wrote ${to}; next: ${action('search', { space: to })}`, words)),
  ].join('\n');
}
