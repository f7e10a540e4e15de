import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import { stateCodes } from '../../plots/columns/trial-columns.ts';
import type { TrialFact } from '../../plots/selection/trial-facts.ts';
import { addressOf } from '../state/address.ts';
import { hovered, picked, togglePicked } from '../state/selection.ts';
import { factText } from './fact-text.ts';
import { bestGroup } from './table-state.ts';

interface TrialRowProps {
  readonly trials: TrialColumns;
  readonly place: number;
  /** From 0, in the table's order. */
  readonly index: number;
  readonly facts: readonly TrialFact[];
}

/** The id of a row, by which the table names the one at its cursor. */
export const rowId = (trial: number): string => `trial-${trial}`;

/** One trial: a click picks it, and its number is a link to its page. */
export function TrialRow({ trials, place, index, facts }: TrialRowProps) {
  const number = trials.trial[place] as number;
  const state = stateCodes[trials.state[place] as number];
  const isPicked = picked.value.includes(number);
  const classes = [
    state,
    bestGroup.value.has(number) && 'is-best',
    isPicked && 'is-picked',
    hovered.value === number && 'is-hovered',
  ];
  const pick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a') === null) togglePicked(number);
  };
  return (
    <tr
      id={rowId(number)}
      class={classes.filter(Boolean).join(' ')}
      aria-rowindex={index + 2}
      aria-selected={isPicked}
      onMouseEnter={() => {
        hovered.value = number;
      }}
      onClick={pick}
    >
      {facts.map((fact) =>
        fact.name === 'trial' ? (
          <th key="trial" scope="row" class="number">
            <a href={addressOf({ view: 'trial', trial: number })} tabIndex={-1}>
              {number}
            </a>
          </th>
        ) : (
          <td key={fact.name} class={fact.kind === 'text' ? undefined : 'number'}>
            {factText(fact, trials, place)}
          </td>
        ),
      )}
    </tr>
  );
}
