import type { Measure } from './metric.ts';

/** The median as if each value occurred as often as its weight; between two values, their mean. */
export function weightedMedian(values: Float64Array): Measure {
  const order = Uint32Array.from(values.keys()).sort(
    (one, other) => (values[one] as number) - (values[other] as number),
  );
  const at = (place: number) => values[order[place] as number] as number;
  return (weights) => {
    const weightAt = (place: number) => weights?.[order[place] as number] ?? 1;
    let total = 0;
    for (let place = 0; place < order.length; place++) total += weightAt(place);
    let below = 0;
    for (let place = 0; place < order.length; place++) {
      below += weightAt(place);
      if (below * 2 < total) continue;
      if (below * 2 > total) return at(place);
      let next = place + 1;
      while (weightAt(next) === 0) next++;
      return (at(place) + at(next)) / 2;
    }
    return Number.NaN;
  };
}
