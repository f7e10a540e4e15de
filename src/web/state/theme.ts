import { computed, effect, signal } from '@preact/signals';

const key = 'hpsearch.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const isSystemDark = signal(system.matches);

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The reader's choice, kept for later visits. */
export const theme = signal<Theme>(themes.find((each) => each === localStorage.getItem(key)) ?? 'system');

/** Canvases read their colours anew when this changes. */
export const isDark = computed(() =>
  theme.value === 'system' ? isSystemDark.value : theme.value === 'dark',
);

/** Takes up the theme of the last visit, and the system's changes. */
export function followTheme(): void {
  system.addEventListener('change', ({ matches }) => {
    isSystemDark.value = matches;
  });
  setTheme(theme.value);
  // For paper, where canvases keep the colours of the screen.
  effect(() => {
    document.documentElement.toggleAttribute('data-dark', isDark.value);
  });
}

export function setTheme(chosen: Theme): void {
  // First the style, then the signal: effects that read computed colours must find the new ones.
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  localStorage.setItem(key, chosen);
  theme.value = chosen;
}
