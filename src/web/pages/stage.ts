import { signal } from '@preact/signals';

/** Number of groups of cards that the page of a search shows, from the top: the first picture need not wait for all. */
export const stage = signal(1);

const stages = 3;

/** Adds the further groups, each once the one before is painted; a page that was shown before has them all at once. */
export function showStages(): void {
  if (stage.value >= stages) return;
  requestAnimationFrame(() =>
    setTimeout(() => {
      stage.value++;
      showStages();
    }),
  );
}
