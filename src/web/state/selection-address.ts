import { effect, untracked } from '@preact/signals';
import { stateCodes } from '../../plots/columns/trial-columns.ts';
import { changeSettings, query } from './address.ts';
import { brushText, readBrushes } from './brush-text.ts';
import { brushes, picked, states, words } from './selection.ts';

/** Keeps the selection and the query of the address equal, in both directions. */
export function keepSelectionInAddress(): void {
  effect(() => {
    const read = query.value;
    untracked(() => readSelection(read));
  });
  // Safari and Chromium refuse more than about a hundred changes of the address in ten seconds: a drag makes more.
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const changes = {
      brush: brushText(brushes.value),
      states: states.value.join(','),
      picked: picked.value.join(','),
      words: words.value,
    };
    clearTimeout(timer);
    timer = setTimeout(() => changeSettings(changes), 250);
  });
}

function readSelection(read: URLSearchParams): void {
  const brush = readBrushes(read.get('brush') ?? '');
  if (brushText(brush) !== brushText(brushes.value)) brushes.value = brush;
  const listed = (read.get('states') ?? '').split(',');
  const wanted = stateCodes.filter((state) => listed.includes(state));
  if (wanted.join() !== states.value.join()) states.value = wanted;
  const numbers = (read.get('picked') ?? '').split(',').filter((text) => /^\d{1,9}$/.test(text));
  if (numbers.join() !== picked.value.join()) picked.value = numbers.map(Number);
  const searched = read.get('words') ?? '';
  if (searched !== words.value) words.value = searched;
}
