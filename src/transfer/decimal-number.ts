/**
 * The number that a cell's text writes in decimal digits, as JSON and this project's own tables do, else NaN: JavaScript
 * takes `0x5`, `0b1`, `+5` and an empty cell for numbers too.
 */
export function decimalNumber(text: string): number {
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
