import { readSearchWords } from '../../plots/selection/search-words.ts';
import { trialFacts } from '../../plots/selection/trial-facts.ts';
import type { TrialState } from '../../study/trial.ts';
import { countText, numberText } from '../frame/number-words.ts';
import { addressOf } from '../state/address.ts';
import { brushes, clearSelection, isRestricted, picked, states, words } from '../state/selection.ts';
import { view } from '../state/study-state.ts';
import { FailureChips } from './failure-chips.tsx';
import './selection-bar.css';

/** The restrictions of the selection of all views, and how many trials they leave. */
export function SelectionBar() {
  const shown = view.value;
  if (shown === undefined) return <div class="selection-bar" />;
  if (shown.trials.trial.length === 0) return null;
  const { head, trials, selected } = shown;
  const total = trials.trial.length;
  const count = selected === undefined ? total : selected.reduce((sum, mark) => sum + mark, 0);
  const { problem } = readSearchWords(words.value, trialFacts(head, trials));
  return (
    <search class="selection-bar">
      <input
        type="search"
        aria-label="Search trials"
        placeholder="units>100  state:failed  adam"
        value={words.value}
        onInput={(event) => {
          words.value = event.currentTarget.value;
        }}
      />
      <StateChips counts={head.counts} />
      <FailureChips head={head} trials={trials} />
      <BrushChips />
      {picked.value.length > 0 && (
        <span class="picked-chips">
          <a class="chip" href={addressOf({ view: 'compare' })}>
            compare {countText(picked.value.length)} picked
          </a>
          <ClearButton label="Put the picked trials back" onClick={() => (picked.value = [])} />
        </span>
      )}
      <p role="status">
        {problem ?? (isRestricted.value ? `${countText(count)} of ${countText(total)} selected` : '')}
      </p>
      {isRestricted.value && (
        <button type="button" class="quiet-button" onClick={clearSelection}>
          clear
        </button>
      )}
    </search>
  );
}

function StateChips({ counts }: { readonly counts: Readonly<Record<TrialState, number>> }) {
  const shown = (Object.keys(counts) as TrialState[]).filter((state) => counts[state] > 0);
  if (shown.length < 2) return null;
  const toggle = (state: TrialState) => {
    const others = states.value.filter((each) => each !== state);
    states.value = others.length < states.value.length ? others : [...others, state];
  };
  return (
    <fieldset class="chips">
      <legend class="unseen">States</legend>
      {shown.map((state) => (
        <button
          key={state}
          type="button"
          class={state === 'failed' ? 'chip fail' : 'chip'}
          aria-pressed={states.value.includes(state)}
          onClick={() => toggle(state)}
        >
          {countText(counts[state])} {state}
        </button>
      ))}
    </fieldset>
  );
}

function BrushChips() {
  const axes = view.value?.head.axes ?? [];
  const remove = (axis: string) => {
    const { [axis]: _, ...others } = brushes.value;
    brushes.value = others;
  };
  return (
    <>
      {Object.entries(brushes.value).map(([axis, { low, high }]) => {
        const { kind, values = [] } = axes.find(({ name }) => name === axis) ?? {};
        const bound = (value: number) =>
          kind === 'choice' ? String(values[Math.round(value)]) : numberText(value);
        const name = axis === 'value' ? view.value?.head.objective.metric : axis;
        return (
          <span key={axis} class="brush-chip">
            {name} {bound(low)} … {bound(high)}
            <ClearButton label={`Remove the range of ${name}`} onClick={() => remove(axis)} />
          </span>
        );
      })}
    </>
  );
}

function ClearButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" class="clear-button" aria-label={label} title={label} onClick={onClick}>
      ×
    </button>
  );
}
