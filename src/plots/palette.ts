/** Colours of a picture: CSS values. */
export interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly rule: string;
  readonly grid: string;
  /** The one colour of all trials. */
  readonly trial: string;
  /** The best trial and those that cannot be told apart from it. */
  readonly best: string;
  /** Trials outside of the selection, and failures. */
  readonly faint: string;
  readonly fail: string;
  /** For sets without an order, six of them. */
  readonly series: readonly string[];
}

/** The colours of the style sheet, which follow the reader's light or dark. */
export const styledPalette: Palette = {
  ground: 'var(--ground)',
  text: 'var(--text)',
  muted: 'var(--muted)',
  rule: 'var(--rule)',
  grid: 'var(--grid)',
  trial: 'var(--series-1)',
  best: 'var(--best)',
  faint: 'var(--faint)',
  fail: 'var(--fail)',
  series: [1, 2, 3, 4, 5, 6].map((n) => `var(--series-${n})`),
};
