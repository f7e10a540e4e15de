import { action, message } from '../../faults/message.ts';
import type { InitReport } from '../../reports/init-report.ts';
import { inCommandWords } from './parts/command-words.ts';
import { formatCount, plainLine } from './parts/format.ts';

/** Text of the written file's name, of the decisions in it, and of the command that uses it. */
export function renderInit({ to, target, task, rows, model, notes, refused = [] }: InitReport): string {
  const title = task === 'joint' ? 'several targets' : task;
  const what = target === undefined ? title : `${title} of ${target}`;
  return [
    `wrote ${to}: ${what}, ${formatCount(rows)} rows, model ${model}`,
    ...notes,
    ...refused.map((text) => `a search refuses this: ${plainLine(text)}`),
    refused.length > 0
      ? `next: say in ${to} what mends this, or mend the data`
      : inCommandWords(message`next: ${action('search', { space: to })}`),
  ]
    .map((line) => plainLine(line))
    .join('\n');
}
