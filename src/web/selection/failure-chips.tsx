import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { countText } from '../frame/number-words.ts';
import { words } from '../state/selection.ts';

interface FailureChipsProps {
  readonly head: StudyHead;
  readonly trials: TrialColumns;
}

/** The failures by kind, where there are several kinds: each selects its trials through the search words. */
export function FailureChips({ head, trials }: FailureChipsProps) {
  const counts = new Uint32Array(head.failures.length + 1);
  for (const kind of trials.failure) counts[kind] = (counts[kind] as number) + 1;
  const kinds = head.failures.filter((_, place) => (counts[place + 1] as number) > 0);
  if (kinds.length < 2) return null;
  const toggle = (word: string) => {
    const parts = words.value.split(' ').filter((part) => part !== '');
    words.value = (parts.includes(word) ? parts.filter((part) => part !== word) : [...parts, word]).join(' ');
  };
  return (
    <fieldset class="chips">
      <legend class="unseen">Kinds of failures</legend>
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          class="chip fail"
          aria-pressed={words.value.split(' ').includes(`failure:${kind}`)}
          onClick={() => toggle(`failure:${kind}`)}
        >
          {countText(counts[head.failures.indexOf(kind) + 1] as number)} {kind}
        </button>
      ))}
    </fieldset>
  );
}
