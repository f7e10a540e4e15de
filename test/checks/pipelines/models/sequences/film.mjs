const frames = 600;
const side = 8;

/** Frames [8, 8] of a spot that drifts, each with a number that the spot tells half of; `areApart`: pictures of any spot. */
export function filmOf(random, areApart) {
  const noise = () => random() + random() + random() - 1.5;
  const state = [noise(), noise(), noise()].map((value) => 2 * value);
  const pixels = new Uint8Array(frames * side * side);
  const y = [];
  for (let frame = 0; frame < frames; frame++) {
    for (const at of state.keys()) state[at] = areApart ? 2 * noise() : 0.97 * state[at] + 0.25 * 2 * noise();
    const [across, down] = state.slice(0, 2).map((place) => 3.5 + 2 * place);
    for (let at = 0; at < side * side; at++) {
      const distance = Math.hypot((at % side) - across, Math.floor(at / side) - down);
      pixels[frame * side * side + at] = 220 / (1 + distance ** 2 / 4) + 20 * random();
    }
    y.push(state[2] + state[0]);
  }
  return { x: { values: pixels, shape: [frames, side, side] }, y };
}
