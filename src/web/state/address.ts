import { computed, signal } from '@preact/signals';

/** The query of the address: all that a link has to carry to reproduce what the page shows. */
export const query = signal(new URLSearchParams(location.search));

/** New values of query parameters; undefined or an empty text removes one. */
export type QueryChanges = Readonly<Record<string, string | number | undefined>>;

const viewNames = ['search', 'trials', 'trial', 'compare', 'ensemble', 'data', 'checks', 'act'] as const;
export type ViewName = (typeof viewNames)[number];

/** The id of the study; undefined where the page lists the studies. */
export const studyId = computed(() => numberOf(query.value.get('study')));
export const viewName = computed<ViewName>(
  () => viewNames.find((name) => name === query.value.get('view')) ?? 'search',
);
/** The number of the trial of the view "trial". */
export const trialNumber = computed(() => numberOf(query.value.get('trial')));

/** A choice that a view offers, such as the parameter of a picture's x axis; undefined: its default. */
export function setting(name: string): string | undefined {
  return query.value.get(name) ?? undefined;
}

/** Replaces the current entry of the history: going back leaves the view, and does not undo each choice in it. */
export function changeSettings(changes: QueryChanges): void {
  enter(changedQuery(changes), 'replaceState');
}

/** Opens another view; going back returns to the present one. */
export function openView(changes: QueryChanges): void {
  enter(changedQuery(changes), 'pushState');
  scrollTo(0, 0);
}

/** The address of a view of the shown study with the same selection, for links. */
export function addressOf(changes: QueryChanges): string {
  return `?${changedQuery(changes)}`;
}

/** Follows links to `?…` without loading the page anew, and the browser's Back and Forward. */
export function followAddress(): void {
  addEventListener('popstate', () => {
    query.value = new URLSearchParams(location.search);
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="?"]') : null;
    if (link === null || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    enter(new URLSearchParams(link.getAttribute('href') as string), 'pushState');
    scrollTo(0, 0);
  });
}

function changedQuery(changes: QueryChanges): URLSearchParams {
  const changed = new URLSearchParams(query.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') changed.delete(name);
    else changed.set(name, String(value));
  }
  return changed;
}

function enter(next: URLSearchParams, how: 'pushState' | 'replaceState'): void {
  if (next.toString() === query.value.toString()) return;
  // A colon and a comma may stand in a query as they are, and are easier to read so.
  const text = next.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  history[how](null, '', text === '' ? location.pathname : `?${text}`);
  query.value = next;
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
