import { chooseColumns, offeredFacts, shownFacts } from './table-state.ts';

/** Which columns the table shows. */
export function ColumnMenu({ isWholePage }: { readonly isWholePage: boolean }) {
  const shown = shownFacts(isWholePage).map(({ name }) => name);
  const toggle = (name: string) =>
    chooseColumns(shown.includes(name) ? shown.filter((each) => each !== name) : [...shown, name]);
  return (
    <details class="menu">
      <summary>
        Columns {shown.length} of {offeredFacts.value.length}
      </summary>
      <div class="menu-body">
        <p>
          <button type="button" class="quiet-button" onClick={() => chooseColumns(undefined)}>
            default
          </button>{' '}
          <button
            type="button"
            class="quiet-button"
            onClick={() => chooseColumns(offeredFacts.value.map(({ name }) => name))}
          >
            all
          </button>
        </p>
        {offeredFacts.value
          .filter(({ name }) => name !== 'trial')
          .map(({ name, label }) => (
            <label key={name}>
              <input type="checkbox" checked={shown.includes(name)} onChange={() => toggle(name)} /> {label}
            </label>
          ))}
      </div>
    </details>
  );
}
