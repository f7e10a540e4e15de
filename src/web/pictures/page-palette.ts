import { type Palette, styledPalette } from '../../plots/palette.ts';

/** The colours of the style sheet as they are at present: a canvas knows no variables. */
export function pagePalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (value: string) => style.getPropertyValue(value.slice('var('.length, -1)).trim();
  const entries = Object.entries(styledPalette as unknown as Record<string, string | readonly string[]>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? read(value) : value.map(read)]),
  ) as unknown as Palette;
}
