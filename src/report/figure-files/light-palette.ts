import { type Palette, styledPalette } from '../../plots/palette.ts';
import { styleSheet } from '../html/page/style-sheet.ts';

/** The style sheet's light colours as values, for files that have no style sheet. */
export function lightPalette(): Palette {
  const [, root = ''] = /:root \{([^}]*)\}/.exec(styleSheet) ?? [];
  const colours = new Map(
    Array.from(root.matchAll(/(--[\w-]+): ([^;]+);/g), ([, name, value]) => [name, value]),
  );
  const resolved = (colour: string) => {
    const [, name] = /^var\((.+)\)$/.exec(colour) ?? [];
    const value = colours.get(name);
    if (value === undefined) throw new Error(`the style sheet has no colour ${colour}`);
    return value;
  };
  const { series, ...others } = styledPalette;
  const entries = Object.entries(others).map(([name, colour]) => [name, resolved(colour)]);
  return { ...(Object.fromEntries(entries) as typeof others), series: series.map(resolved) };
}
