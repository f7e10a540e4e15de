import { render } from 'preact';
import { LabelButton, type Suspect } from '../acting/label-button.tsx';

/** Adds a column to each table of suspects, in which a person gives a row's label. */
export function addLabelButtons(root: HTMLElement): void {
  for (const table of root.querySelectorAll<HTMLTableElement>('[id^="suspect-table"] table'))
    addButtons(table);
}

function addButtons(table: HTMLTableElement): void {
  const headings = table.tHead?.rows[0];
  if (headings === undefined) return;
  const target = table.closest<HTMLElement>('[data-target]')?.dataset.target;
  const titles = [...headings.cells].map((cell) => cell.textContent?.trim() ?? '');
  const suspects = [...(table.tBodies[0]?.rows ?? [])].map((row) => ({
    row,
    suspect: suspectIn(row, titles),
  }));
  const place = titles.indexOf('Suggested') + 1;
  const heading = document.createElement('th');
  heading.scope = 'col';
  heading.textContent = 'Yours';
  headings.insertBefore(heading, headings.cells[place] ?? null);
  for (const { row, suspect } of suspects) {
    const cell = row.insertCell(place);
    if (suspect !== undefined)
      render(<LabelButton {...suspect} {...(target !== undefined && { target })} />, cell);
  }
}

/** The suspect of a row of the table; undefined where it names none. */
function suspectIn(row: HTMLTableRowElement, titles: readonly string[]): Suspect | undefined {
  const textOf = (title: string) => {
    const cell = row.cells[titles.indexOf(title)];
    return cell?.dataset.value ?? cell?.textContent?.trim() ?? '';
  };
  const file = textOf('File');
  const number = row.querySelector<HTMLElement>('[data-row]')?.dataset.row ?? textOf('Row');
  if (!/^\d+$/.test(number)) return undefined;
  return {
    row: Number(number),
    given: textOf('Given'),
    suggested: textOf('Suggested'),
    isNumber: titles.includes('Residual'),
    ...(file !== '' && { file }),
  };
}
