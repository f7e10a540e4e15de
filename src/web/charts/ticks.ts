const steps = [1, 2, 5, 10] as const;

/** Round numbers from `low` to `high`, about `count` of them: 1, 2 or 5 times a power of ten apart. */
export function linearTicks(low: number, high: number, count = 5): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const unit = power10(Math.floor(Math.log10(rough)));
  const step = unit * (steps.find((each) => each * unit >= rough * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Powers of ten from `low` to `high`, above 0; with 2 and 5 times them where there are few, or linear ones. */
export function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const stride = Math.max(1, Math.ceil((last - first) / 8));
  const isWithin = (tick: number) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9);
  const powers = [];
  for (let exponent = first; exponent <= last; exponent += stride) powers.push(power10(exponent));
  const tens = powers.filter(isWithin);
  if (tens.length >= 3) return tens;
  const finer = powers.flatMap((power) => [power, 2 * power, 5 * power]).filter(isWithin);
  return finer.length >= 3 ? finer.map((tick) => Number(tick.toPrecision(12))) : linearTicks(low, high, 4);
}

/** Exactly the power of ten that a decimal literal has. */
export function power10(exponent: number): number {
  return Number.isInteger(exponent) ? Number(`1e${exponent}`) : Math.exp(exponent * Math.LN10);
}
