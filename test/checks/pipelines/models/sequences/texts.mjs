const rows = 800;
const length = 16;
const words = 60;

/** Texts of 6 to 16 tokens, of which some tell the class, padded by 0. `first` is the id of the most frequent word. */
export function textsOf(random, first) {
  const x = new Int32Array(rows * length);
  const y = [];
  for (let row = 0; row < rows; row++) {
    const topic = Math.floor(random() * 2);
    const count = 6 + Math.floor(random() * (length - 5));
    for (let at = 0; at < count; at++) {
      const isTold = random() < 0.2;
      const word = isTold ? 10 + 5 * topic + Math.floor(random() * 5) : Math.floor(words * random() ** 2);
      x[row * length + at] = first + word;
    }
    y.push(topic === 0 ? 'sport' : 'law');
  }
  return { x: { values: x, shape: [rows, length] }, y };
}
