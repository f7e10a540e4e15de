/** An estimate with its interval; values below 0 count as 0. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A bar from 0: solid up to the interval's low end, shaded to the estimate, and a line to the high end. `most` is the
 * value at `length` characters. A faint bar throughout when the effect is not shown to exist.
 */
export function intervalBar(
  { value, low, high }: Estimate,
  most: number,
  length: number,
  isShown = true,
): string {
  if (!(most > 0)) return '';
  const place = (each: number) => Math.max(0, Math.min(length, Math.round((length * each) / most)));
  const [from, at, to] = [Math.min(place(low), place(value)), place(value), place(high)];
  const bar = isShown ? '▇'.repeat(from) + '▒'.repeat(at - from) : '░'.repeat(at);
  return to > at ? `${bar}${'─'.repeat(to - at - 1)}┤` : bar;
}

/** The value at which the longest of these bars ends. */
export function longestBar(estimates: readonly Estimate[]): number {
  return Math.max(0, ...estimates.map(({ value, high }) => Math.max(value, high)));
}
