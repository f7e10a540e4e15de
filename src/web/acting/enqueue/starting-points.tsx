import { useState } from 'preact/hooks';
import { type Configuration, middleOf, type SearchSpace } from '../../../study/search-space.ts';
import { picked } from '../../state/selection.ts';
import { head, trials } from '../../state/study-state.ts';
import { configurationOf } from '../configuration-of.ts';

interface StartingPointsProps {
  readonly space: SearchSpace;
  begin(config: Configuration): void;
}

/** Fills the form with a known configuration: the middle of the space, the best one, picked ones, or any by number. */
export function StartingPoints({ space, begin }: StartingPointsProps) {
  const best = head.value?.best ?? undefined;
  const numbers = [...new Set([...(best === undefined ? [] : [best]), ...picked.value])].slice(0, 8);
  const known = numbers.flatMap((trial) => {
    const config = knownConfiguration(trial);
    return config === undefined ? [] : [{ trial, config }];
  });
  return (
    <fieldset class="starting-points">
      <legend class="quiet">Begin with</legend>
      <button type="button" class="chip" onClick={() => begin({})}>
        all at random
      </button>
      <button type="button" class="chip" onClick={() => begin(middleOf(space))}>
        the middle
      </button>
      {known.map(({ trial, config }) => (
        <button key={trial} type="button" class="chip" onClick={() => begin(config)}>
          {trial === best ? `the best, trial ${trial}` : `trial ${trial}`}
        </button>
      ))}
      <LikeTrial begin={begin} />
    </fieldset>
  );
}

function LikeTrial({ begin }: Pick<StartingPointsProps, 'begin'>) {
  const [text, setText] = useState('');
  const config = /^\d+$/.test(text) ? knownConfiguration(Number(text)) : undefined;
  const isUnknown = text !== '' && config === undefined;
  return (
    <label class="like-trial">
      like trial
      <input
        type="text"
        inputMode="numeric"
        size={5}
        value={text}
        aria-invalid={isUnknown}
        onInput={(event) => {
          const { value } = event.currentTarget;
          setText(value);
          const found = /^\d+$/.test(value) ? knownConfiguration(Number(value)) : undefined;
          if (found !== undefined) begin(found);
        }}
      />
      {isUnknown && <span class="field-fault">no such trial</span>}
    </label>
  );
}

function knownConfiguration(trial: number): Configuration | undefined {
  return head.value && trials.value && configurationOf(head.value, trials.value, trial);
}
