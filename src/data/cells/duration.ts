import type { DurationFormat } from '../../study/cell-form.ts';

const written =
  /^(?<minus>-)?(?:(?<days>\d+) days?,? )?(?<first>\d+):(?<second>[0-5]\d)(?::(?<third>[0-5]\d))?(?<fraction>[.,]\d+)?$/;

/** A trimmed cell's duration in seconds; undefined for other texts. */
export function readDuration(text: string, format: DurationFormat): number | undefined {
  const found = written.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { minus, days = '0', first, second, third, fraction = '' } = found;
  const isOfHours = third !== undefined || format === 'HH:mm';
  if (third === undefined && (format === 'HH:mm:ss' || (format === 'HH:mm' && fraction !== '')))
    return undefined;
  const parts = isOfHours ? [first, second, third ?? '0'] : ['0', first, second];
  const [hours = 0, minutes = 0, seconds = 0] = parts.map(Number);
  const total =
    Number(days) * 86_400 + hours * 3600 + minutes * 60 + seconds + Number(`0${fraction.replace(',', '.')}`);
  return minus === undefined ? total : -total;
}
