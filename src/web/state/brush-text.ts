import type { Brush } from './selection.ts';

type Brushes = Readonly<Record<string, Brush>>;

/** Brushes as the address holds them, `learningRate:0.001..0.01,units:16..64`; commas and colons in a name are escaped. */
export function brushText(brushes: Brushes): string {
  const text = ([axis, { low, high }]: readonly [string, Brush]) =>
    `${encodeURIComponent(axis)}:${Number(low.toPrecision(6))}..${Number(high.toPrecision(6))}`;
  return Object.entries(brushes).map(text).join(',');
}

/** The brushes of a text of `brushText`. Parts that are damaged are left out: a link may have been cut or retyped. */
export function readBrushes(text: string): Brushes {
  return Object.fromEntries(text.split(',').flatMap((part) => readBrush(part) ?? []));
}

function readBrush(part: string): [axis: string, brush: Brush][] | undefined {
  const [, name, low, high] = /^([^:]+):(.+)\.\.(.+)$/.exec(part) ?? [];
  const axis = name === undefined ? undefined : decoded(name);
  if (axis === undefined || Number.isNaN(Number(low)) || Number.isNaN(Number(high))) return undefined;
  return [[axis, { low: Number(low), high: Number(high) }]];
}

function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
