import { setTheme, theme, themes } from '../state/theme.ts';

const marks = { system: '◐', light: '○', dark: '●' } as const;

/** Goes from the system's theme to light, dark, and back. */
export function ThemeSwitch() {
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system';
  return (
    <button
      type="button"
      class="quiet-button theme-switch"
      title={`Theme: ${theme.value}`}
      aria-label={`Theme: ${theme.value}. Switch to ${next}`}
      onClick={() => setTheme(next)}
    >
      {marks[theme.value]}
    </button>
  );
}
