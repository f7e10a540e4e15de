import { markupText } from '../../faults/markup-text.ts';
import type { Palette } from '../../plots/palette.ts';
import type { Drawing } from '../pictures/drawings.ts';

/** Near the beginning of every SVG file: it identifies an older one, which may be replaced. */
export const svgMark = '<!-- hpsearch -->';

const fonts = "Helvetica, Arial, 'DejaVu Sans', sans-serif";

/** A drawing as an SVG file: with its colours, its ground and its description, without a style sheet. */
export function standaloneSvg(drawing: Drawing, palette: Palette): string {
  const svg = drawing.svg(palette).replace(/^<svg [^>]*>/, (root) => {
    const plain = root.replace(/ (?:role|aria-label|font-family)="[^"]*"/g, '');
    const title = `<title>${markupText(drawing.title)}</title><desc>${markupText(drawing.description)}</desc>`;
    const ground = `<rect width="100%" height="100%" fill="${palette.ground}"/>`;
    return `${plain.slice(0, -1)} font-family="${fonts}">${title}${ground}`;
  });
  return `${svgMark}\n${svg}\n`;
}
