import { readFileSync } from 'node:fs';

/**
 * summary.js <file of main.js> [variant]: a line for each variant, as a Markdown table: the geometric mean, over the
 * tables, of its loss relative to that of `variant` (default), each with 0.02 added so that tables which are nearly
 * solved do not decide; its time relative to it; and the losses.
 */
interface Line {
  readonly variant: string;
  readonly table: string;
  readonly share?: number;
  readonly seconds?: number;
}

const [file = '', base = 'default'] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);
const tables = [...new Set(lines.map(({ table }) => table))].sort();

/** The mean over the seeds. */
function meanOf(variant: string, table: string, field: 'share' | 'seconds'): number {
  const values = lines.flatMap((line) =>
    line.variant === variant && line.table === table ? (line[field] ?? Number.NaN) : [],
  );
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function row(variant: string): string {
  const shares = tables.map((table) => meanOf(variant, table, 'share'));
  const ratios = shares.map((share, index) =>
    Math.log((share + 0.02) / (meanOf(base, tables[index] ?? '', 'share') + 0.02)),
  );
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length);
  const total = (name: string) => tables.reduce((sum, table) => sum + meanOf(name, table, 'seconds'), 0);
  const figures = [mean.toFixed(2), (total(variant) / total(base)).toFixed(2)];
  return `| ${[variant, ...figures, ...shares.map((share) => share.toFixed(3))].join(' | ')} |`;
}

console.log(`| variant | loss | time | ${tables.join(' | ')} |`);
console.log(`|${'---|'.repeat(tables.length + 3)}`);
for (const variant of new Set(lines.map((line) => line.variant))) console.log(row(variant));
