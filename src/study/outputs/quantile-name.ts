/** The name of a predicted quantile in columns and JSON: "q05" for 0.05, "q975" for 0.975, "q50" for 0.5. */
export function quantileName(quantile: number): string {
  const digits = String(Number(quantile.toPrecision(12))).slice(2);
  return `q${digits.padEnd(2, '0')}`;
}
