import type { RelationGroup } from '../../../reports/data/relation-report.ts';
import { html, type Markup } from '../elements/markup.ts';

const width = 180;
const height = 32;
const mostShares = 6;

/** Small boxes side by side, one a group: from the lower to the upper quartile, with a dot at the median. */
export function groupRanges(label: string, groups: readonly RelationGroup[]): Markup | undefined {
  const numbers = groups.map((group) => group.numbers).filter((each) => each !== undefined);
  const low = Math.min(...numbers.map(({ p25 }) => p25));
  const high = Math.max(...numbers.map(({ p75 }) => p75));
  if (numbers.length === 0 || !(high > low)) return undefined;
  const step = width / numbers.length;
  const y = (value: number) => 3 + (height - 6) * (1 - (value - low) / (high - low));
  const boxes = numbers.map(({ p25, p50, p75 }, place) => {
    const x = (place + 0.5) * step;
    const wide = Math.min(14, step * 0.6);
    return html`<rect class="range" x="${round(x - wide / 2)}" y="${round(y(p75))}" width="${round(wide)}" height="${round(Math.max(1, y(p25) - y(p75)))}"/><circle cx="${round(x)}" cy="${round(y(p50))}" r="2.5"/>`;
  });
  return picture(label, boxes);
}

/** Small stacked bars side by side, one a category, of the shares of the classes. */
export function groupShares(label: string, groups: readonly RelationGroup[]): Markup {
  const step = width / groups.length;
  const bars = groups.flatMap(({ shares = [] }, place) => {
    let from = 0;
    return shares.slice(0, mostShares).map((share, at) => {
      const top = height * from;
      from += share;
      return html`<rect class="share-${at + 1}" x="${round(place * step)}" y="${round(top)}" width="${round(Math.max(1, step - 2))}" height="${round(height * share)}"/>`;
    });
  });
  return picture(label, bars);
}

function picture(label: string, content: readonly Markup[]): Markup {
  return html`<svg class="groups" role="img" aria-label="${label}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
