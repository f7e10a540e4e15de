/** How numbers are scaled; `auto` chooses among the others for each column. */
export const scalings = [
  'auto',
  'standard',
  'robust',
  'quantile',
  'log1p',
  'piecewise',
  'minMax',
  'none',
] as const;
export type Scaling = (typeof scalings)[number];
