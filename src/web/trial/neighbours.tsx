import { placeOf } from '../acting/configuration-of.ts';
import { addressOf } from '../state/address.ts';
import { trials } from '../state/study-state.ts';
import { ranking } from './ranking.ts';

/** Links to the trials beside this one, by rank and by number. */
export function Neighbours({ number }: { readonly number: number }) {
  const columns = trials.value;
  const place = columns === undefined ? -1 : placeOf(columns, number);
  const rank = ranking.value.indexOf(number);
  const step = (trial: number | undefined, text: string, label: string) =>
    trial === undefined ? (
      <span class="chip is-off" aria-hidden="true">
        {text}
      </span>
    ) : (
      <a class="chip" href={addressOf({ view: 'trial', trial })} aria-label={`${label}: trial ${trial}`}>
        {text}
      </a>
    );
  return (
    <nav class="neighbours" aria-label="Other trials">
      <span class="quiet">rank</span>
      {step(rank > 0 ? ranking.value[rank - 1] : undefined, '‹ better', 'The next better one')}
      {step(rank < 0 ? undefined : ranking.value[rank + 1], 'worse ›', 'The next worse one')}
      <span class="quiet">number</span>
      {step(place > 0 ? columns?.trial[place - 1] : undefined, '‹', 'The one before')}
      {step(place < 0 ? undefined : columns?.trial[place + 1], '›', 'The one after')}
    </nav>
  );
}
