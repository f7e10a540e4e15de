const frames = 600;
const side = 8;

/** Frames [8, 8] of a spot that drifts, each with a number that drifts too and that the spot tells little of. */
export function filmOf(random) {
  const noise = () => random() + random() + random() - 1.5;
  const state = [0, 0, 0];
  const pixels = new Uint8Array(frames * side * side);
  const y = [];
  for (let frame = 0; frame < frames; frame++) {
    for (const at of state.keys()) state[at] = 0.97 * state[at] + 0.25 * noise();
    const [across, down] = state.slice(0, 2).map((place) => 3.5 + 2 * place);
    for (let at = 0; at < side * side; at++) {
      const distance = Math.hypot((at % side) - across, Math.floor(at / side) - down);
      pixels[frame * side * side + at] = 240 / (1 + distance ** 2 / 4);
    }
    y.push(state[2] + 0.3 * state[0]);
  }
  return { x: { values: pixels, shape: [frames, side, side] }, y };
}

/** The frames from `start` on, before `end`. */
export function partOf({ x, y }, start, end) {
  const values = x.values.slice(start * side * side, end * side * side);
  return { x: { values, shape: [end - start, side, side] }, y: y.slice(start, end) };
}
