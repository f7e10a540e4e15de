const steps = 2000;
const length = 24;

/** A walk that tends to its middle, and windows of it with the next step: up or down. */
export function windowsOf(random) {
  const walk = [0];
  while (walk.length < steps) {
    const noise = random() + random() + random() - 1.5;
    walk.push(0.9 * walk.at(-1) + noise + 0.3 * Math.sin(walk.length / 3));
  }
  return (from, to, stride = 1) => {
    const starts = [];
    for (let start = from; start + length < to; start += stride) starts.push(start);
    const values = Float32Array.from(starts.flatMap((start) => walk.slice(start, start + length)));
    const y = starts.map((start) => (walk[start + length] > walk[start + length - 1] ? 'up' : 'down'));
    return { x: { values, shape: [starts.length, length, 1] }, y };
  };
}

export { steps };
