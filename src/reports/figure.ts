/** A number for people: three significant digits, without an exponent where that is readable. */
export function figure(value: number): string {
  return figureOf(value, 3);
}

/** Like `figure`, with `digits` significant digits. */
export function figureOf(value: number, digits: number): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-3 || size >= 1e6)
    ? rounded.toExponential().replace('+', '')
    : String(rounded);
}

/** A share as `37 %`. */
export function percent(share: number): string {
  return `${figure(100 * share)} %`;
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
