import { formatNumber } from '../../metrics/number-format.ts';
import type { Scale } from './scale.ts';

/** Round numbers on a scale, ascending, about `count` of them; of whole numbers only those. */
export function ticksOf(scale: Scale, count: number, isInteger = false): number[] {
  const { kind, min, max } = scale;
  if (min === max) return [min];
  return kind === 'log' ? logTicks(scale, count) : linearTicks(min, max, count, isInteger);
}

/** Numbers as texts, all different. */
export function tickTexts(ticks: readonly number[]): string[] {
  return ticks.map((tick) => formatNumber(Number(tick.toPrecision(12))));
}

const steps = [1, 2, 5, 10];

function linearTicks(min: number, max: number, count: number, isInteger: boolean): number[] {
  const wanted = (max - min) / Math.max(1, count);
  const power = powerOfTen(Math.floor(Math.log10(wanted)));
  const nice = (steps.find((step) => step * power >= wanted) as number) * power;
  const step = isInteger ? Math.max(1, nice) : nice;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) =>
    Number(((first + place) * step).toPrecision(12)),
  );
}

/** Powers of ten, every second or third of many; with 2 and 5 between them where there is room. */
function logTicks({ min, max }: Scale, count: number): number[] {
  const decades = Math.log10(max / min);
  const stride = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  const within = decades * 3 <= count * 1.2 ? [1, 2, 5] : decades * 2 <= count ? [1, 3] : [1];
  const first = Math.floor(Math.log10(min));
  const last = Math.ceil(Math.log10(max));
  const found: number[] = [];
  for (let power = first; power <= last; power++) {
    if (power % stride !== 0) continue;
    for (const digit of within) {
      const tick = Number((digit * powerOfTen(power)).toPrecision(12));
      if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) found.push(tick);
    }
  }
  return found.length >= 2 || count < 2 ? found : linearTicks(min, max, count, false);
}

/** Exact, which `**` is not on every machine. */
function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}
