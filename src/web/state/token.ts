import { computed, signal } from '@preact/signals';

const key = 'hpsearch.token';

/** The token that the server printed at its start; undefined for a page that only reads. */
const token = signal<string | undefined>(sessionStorage.getItem(key) ?? undefined);

/** Whether the page may act: without the token it shows the command instead. */
export const mayAct = computed(() => token.value !== undefined);

/** The header that proves the right to act. */
export function authorization(): Readonly<Record<string, string>> {
  return token.value === undefined ? {} : { authorization: `Bearer ${token.value}` };
}

/** Takes the token out of the address, where a copied link would give it away. */
export function takeToken(): void {
  const [, given] = /^#token=([\w-]+)$/.exec(location.hash) ?? [];
  if (given === undefined) return;
  sessionStorage.setItem(key, given);
  token.value = given;
  history.replaceState(null, '', location.pathname + location.search);
}

/** Forgets a token that the server refuses: it was printed by an earlier start. */
export function forgetToken(): void {
  sessionStorage.removeItem(key);
  token.value = undefined;
}
