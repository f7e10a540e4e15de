/** Sequences [64, 2]: a sine or a saw tooth, of a frequency and phase of their own, under noise; y is its name, measures [2] its frequency and the first value without the noise. */
export function data({ random }) {
  const length = 64;
  const features = 2;
  const rows = 2000;
  const noise = () => random() + random() + random() - 1.5;
  return { rows, batches: batches() };

  function* batches() {
    for (let start = 0; start < rows; start += 500) {
      const x = new Float32Array(500 * length * features);
      const y = [];
      const measures = [];
      for (let row = 0; row < 500; row++) {
        const isSaw = random() < 0.5;
        const frequency = 1 + 3 * random();
        const phase = random();
        y.push(isSaw ? 'saw' : 'sine');
        for (let step = 0; step < length; step++) {
          const turn = (frequency * step) / length + phase;
          const wave = isSaw ? 2 * (turn % 1) - 1 : Math.sin(2 * Math.PI * turn);
          const at = (row * length + step) * features;
          if (step === 0) measures.push([frequency, wave]);
          x[at] = wave + 0.5 * noise();
          x[at + 1] = noise();
        }
      }
      yield { x: { values: x, shape: [500, length, features] }, y, measures };
    }
  }
}
