import type { CurveColumns } from '../columns/curve-columns.ts';

/** `trial,epoch,<metric>`, a line an epoch of these curves; a missing value is empty. */
export function curvesCsv(
  { metric, trial, offset, epoch, value }: CurveColumns,
  members: ArrayLike<number>,
): string {
  const lines = [`trial,epoch,${/[",\n]/.test(metric) ? `"${metric.replaceAll('"', '""')}"` : metric}`];
  for (let index = 0; index < members.length; index++) {
    const curve = members[index] as number;
    for (let at = offset[curve] as number; at < (offset[curve + 1] as number); at++) {
      const each = value[at] as number;
      lines.push(`${trial[curve]},${epoch[at]},${Number.isNaN(each) ? '' : Number(each.toPrecision(7))}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
