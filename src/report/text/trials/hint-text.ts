import { action, message, type Wording, worded } from '../../../faults/message.ts';
import { counted } from '../../../reports/figure.ts';
import type { Hint } from '../../../reports/hint.ts';
import { commandWords } from '../parts/command-words.ts';
import { formatValue } from '../parts/format.ts';

/** "hint: layers 3 is at its max 3: try a higher max". */
export function hintText(hint: Hint, words: Wording = commandWords()): string {
  if (hint.kind === 'epochs') {
    const { trials, of, maxEpochs } = hint;
    return `hint: ${trials} of ${counted(of, 'trial')} ran ${maxEpochs === 1 ? 'the one epoch' : `all ${maxEpochs} epochs`}: training.maxEpochs may be too low`;
  }
  if (hint.kind === 'learned') {
    const [importance, ablate, refine] = (['importance', 'ablate', 'refine'] as const).map((name) =>
      action(name, { study: undefined }),
    );
    const text = message`hint: ${hint.trials} trials show what matters (${importance ?? ''}; ${ablate ?? ''} for the best configuration) and suggest a next search (${refine ?? ''})`;
    return worded(text, words);
  }
  const { parameter, value, edge, bound } = hint;
  const place = value === bound ? 'at' : 'near';
  const way = edge === 'min' ? 'lower' : 'higher';
  return `hint: ${parameter} ${formatValue(value)} is ${place} its ${edge} ${formatValue(bound)}: try a ${way} ${edge}`;
}
