/**
 * The number that a cell's text gives in decimal digits, as in JSON and in this project's tables, else NaN: JavaScript
 * also takes `0x5`, `0b1`, `+5` and an empty cell as numbers.
 */
export function decimalNumber(text: string): number {
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
