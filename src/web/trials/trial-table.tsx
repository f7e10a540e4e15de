import type { TrialFact } from '../../plots/selection/trial-facts.ts';
import { Card } from '../frame/card.tsx';
import { countText, trialsText } from '../frame/number-words.ts';
import { hovered } from '../state/selection.ts';
import { trials, troubles, view } from '../state/study-state.ts';
import { ColumnMenu } from './column-menu.tsx';
import { factWidth, trialsCsv } from './fact-text.ts';
import { handleTableKey } from './table-keys.ts';
import { shownFacts, shownPlaces, sortBy, sorting } from './table-state.ts';
import { rowId, TrialRow } from './trial-row.tsx';
import { useWindow } from './use-window.ts';
import './trial-table.css';

/** In pixels; the style sheet of the table has the same. */
const rowHeight = 30;

interface TrialTableProps {
  /** All columns, and as high as the window. */
  readonly isWholePage?: boolean;
}

/** All selected trials, a row each, of which only the visible ones exist. */
export function TrialTable({ isWholePage = false }: TrialTableProps) {
  const total = trials.value?.trial.length ?? 0;
  const places = shownPlaces.value;
  const trouble = troubles.value.trials;
  const empty =
    total === 0
      ? 'No trial has begun yet.'
      : places.length === 0
        ? 'No trial matches the selection.'
        : undefined;
  return (
    <Card
      title={isWholePage ? 'Trials' : 'Ranking'}
      note={`${countText(places.length)} of ${trialsText(total)}`}
      command="hpsearch export --format csv"
      csv={() => trialsCsv(shownFacts(isWholePage), places)}
      controls={<ColumnMenu isWholePage={isWholePage} />}
      isWide={true}
      isLoading={view.value === undefined}
      height={isWholePage ? 480 : 240}
      {...(empty !== undefined && { empty })}
      {...(trouble !== undefined && view.value === undefined && { error: trouble })}
    >
      <Rows isWholePage={isWholePage} />
    </Card>
  );
}

function Rows({ isWholePage }: { readonly isWholePage: boolean }) {
  const places = shownPlaces.value;
  const facts = shownFacts(isWholePage);
  const { scroller, first, end } = useWindow(places.length, rowHeight);
  const columns = trials.value;
  if (columns === undefined) return null;
  const reveal = (index: number) => {
    const element = scroller.current;
    if (element === null) return;
    const top = index * rowHeight;
    // The header covers the first row.
    const bottom = top + 2 * rowHeight - element.clientHeight;
    element.scrollTop = Math.max(bottom, Math.min(top, element.scrollTop));
  };
  const rowsOfAPage = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
  return (
    <div class={isWholePage ? 'trial-table is-page' : 'trial-table'} ref={scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the keys of a grid walk through its rows.
        role="grid"
        tabIndex={0}
        aria-label="Trials"
        aria-rowcount={places.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={hovered.value === undefined ? undefined : rowId(hovered.value)}
        onKeyDown={(event) =>
          handleTableKey(event, { trials: columns, places, rowsOfAPage: rowsOfAPage(), reveal })
        }
        onMouseLeave={() => {
          hovered.value = undefined;
        }}
      >
        <Heads facts={facts} />
        <Room rows={first} />
        <tbody>
          {[...places.subarray(first, end)].map((place, offset) => (
            <TrialRow key={place} trials={columns} place={place} index={first + offset} facts={facts} />
          ))}
        </tbody>
        <Room rows={places.length - end} />
      </table>
    </div>
  );
}

/** The height of rows that do not exist at present. */
function Room({ rows }: { readonly rows: number }) {
  return (
    <tbody class="room">
      <tr style={{ height: `${rows * rowHeight}px` }} />
    </tbody>
  );
}

function Heads({ facts }: { readonly facts: readonly TrialFact[] }) {
  const { name: sorted, isDescending } = sorting.value;
  const direction = isDescending ? 'descending' : 'ascending';
  return (
    <thead>
      <tr aria-rowindex={1}>
        {facts.map((fact) => (
          <th
            key={fact.name}
            scope="col"
            class={fact.kind === 'text' ? undefined : 'number'}
            style={{ minWidth: `${factWidth(fact)}ch` }}
            aria-sort={sorted === fact.name ? direction : undefined}
          >
            <button type="button" onClick={() => sortBy(fact.name)}>
              {fact.label}
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}
