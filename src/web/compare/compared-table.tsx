import type { StudyHead } from '../../plots/study-head.ts';
import { focusWhenScrollable } from '../frame/focus-when-scrollable.ts';
import { addressOf } from '../state/address.ts';
import { hovered, picked } from '../state/selection.ts';
import type { ComparedRow } from './compared-rows.ts';

interface ComparedTableProps {
  readonly numbers: readonly number[];
  readonly rows: readonly ComparedRow[];
  readonly study: StudyHead;
}

const titles = { result: 'Results', parameter: 'Configuration', metric: 'Metrics' } as const;

/** A column a trial, as many as are picked: the table scrolls beside its first column. */
export function ComparedTable({ numbers, rows, study }: ComparedTableProps) {
  const gold = new Set([study.best, ...study.tied]);
  const kinds = (['result', 'parameter', 'metric'] as const).filter((kind) =>
    rows.some((row) => row.kind === kind),
  );
  return (
    <div class="scroll compared" ref={focusWhenScrollable}>
      <table>
        <thead>
          <tr>
            <td />
            {numbers.map((trial) => (
              <th
                key={trial}
                scope="col"
                class={gold.has(trial) ? 'number is-gold' : 'number'}
                onMouseEnter={() => (hovered.value = trial)}
                onMouseLeave={() => (hovered.value = undefined)}
              >
                <a href={addressOf({ view: 'trial', trial })}>trial {trial}</a>{' '}
                <button
                  type="button"
                  class="quiet-button"
                  aria-label={`Take trial ${trial} out`}
                  onClick={() => (picked.value = picked.value.filter((each) => each !== trial))}
                >
                  ×
                </button>
              </th>
            ))}
          </tr>
        </thead>
        {kinds.map((kind) => (
          <tbody key={kind}>
            <tr class="compared-title">
              <th scope="rowgroup" colSpan={numbers.length + 1}>
                {titles[kind]}
              </th>
            </tr>
            {rows
              .filter((row) => row.kind === kind)
              .map(({ name, texts, differs, best }) => (
                <tr key={name} class={differs ? 'differs' : 'is-same'}>
                  <th scope="row">{name}</th>
                  {texts.map((text, place) => (
                    <td key={numbers[place]} class={best.includes(place) ? 'number is-best' : 'number'}>
                      {text}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
