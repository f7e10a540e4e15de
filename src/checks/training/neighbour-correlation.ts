/**
 * Pearson's correlation between neighbouring pixels of pictures [height, width, channels], horizontally and vertically,
 * over all pictures together: near 0 for white noise, near 1 for smooth pictures. 0 when nothing varies.
 */
export function neighbourCorrelation(
  pictures: readonly Float32Array[],
  [height, width, channels]: readonly [number, number, number],
): number {
  const sums = { count: 0, a: 0, b: 0, aa: 0, bb: 0, ab: 0 };
  const add = (a = 0, b = 0) => {
    sums.count += 1;
    sums.a += a;
    sums.b += b;
    sums.aa += a * a;
    sums.bb += b * b;
    sums.ab += a * b;
  };
  for (const picture of pictures) {
    for (let index = 0; index < height * width * channels; index++) {
      const place = Math.floor(index / channels);
      const right = index + channels;
      const below = index + width * channels;
      if (place % width < width - 1) add(picture[index], picture[right]);
      if (place < (height - 1) * width) add(picture[index], picture[below]);
    }
  }
  const { count, a, b, aa, bb, ab } = sums;
  const spread = Math.sqrt((aa - (a * a) / count) * (bb - (b * b) / count));
  return spread > 0 ? (ab - (a * b) / count) / spread : 0;
}
