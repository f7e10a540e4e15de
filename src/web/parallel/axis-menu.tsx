import { computed } from '@preact/signals';
import { bestShare } from '../../plots/parallel/brush-range.ts';
import { brushes } from '../state/selection.ts';
import { head, trials } from '../state/study-state.ts';
import { axes, chooseAxes, offered, toggleAxis } from './parallel-state.ts';

/** Which axes the picture shows. */
export function AxisMenu() {
  const shown = axes.value.map(({ name }) => name);
  const titleOf = (name: string) => (name === 'value' ? (head.value?.objective.metric ?? name) : name);
  return (
    <details class="menu">
      <summary>
        Axes {shown.length} of {offered.value.length}
      </summary>
      <div class="menu-body">
        <p>
          <button type="button" class="quiet-button" onClick={() => chooseAxes(undefined)}>
            default
          </button>
        </p>
        {offered.value.map((name) => (
          <label key={name}>
            <input type="checkbox" checked={shown.includes(name)} onChange={() => toggleAxis(name)} />{' '}
            {titleOf(name)}
          </label>
        ))}
      </div>
    </details>
  );
}

const shares = [0.5, 0.25, 0.1, 0.05, 0.01];

/** Whatever is selected: a brush that moves does not sort all trials anew. */
const bestShares = computed(() => {
  const [study, columns] = [head.value, trials.value];
  return shares.map((share) => study && columns && bestShare(study, columns, share));
});

/** Selects the best trials by their share: a brush on the objective's axis, which all views follow. */
export function BestShareChoice() {
  const brush = brushes.value.value;
  const ranges = bestShares.value;
  const chosen = ranges.findIndex((range) => range?.low === brush?.low && range?.high === brush?.high);
  const choose = (place: number) => {
    const { value: _, ...others } = brushes.value;
    const range = ranges[place];
    brushes.value = range === undefined ? others : { ...others, value: range };
  };
  const text = brush === undefined ? 'all' : chosen < 0 ? 'own' : String(chosen);
  return (
    <label class="picture-choice">
      show
      <select
        value={text}
        onChange={(event) =>
          choose(event.currentTarget.value === 'all' ? -1 : Number(event.currentTarget.value))
        }
      >
        <option value="all">all trials</option>
        {text === 'own' && <option value="own">own range</option>}
        {shares.map((share, place) => (
          <option key={share} value={String(place)}>
            best {100 * share} %
          </option>
        ))}
      </select>
    </label>
  );
}
