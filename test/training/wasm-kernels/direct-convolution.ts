/** A convolution of 3 × 3 with stride 1. */
export interface Geometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly padTop: number;
  readonly padLeft: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** Sums of products, and the sums of the products' sizes, beside which rounding errors are small. */
interface Sums {
  readonly sums: Float64Array;
  readonly magnitudes: Float64Array;
}

/**
 * The outputs with bias and rectifier, and the gradients of images and filter without them, in double precision, by the
 * definition of a convolution.
 */
export function directConvolution(
  geometry: Geometry,
  { x, filter, bias, dy }: Readonly<Record<'x' | 'filter' | 'bias' | 'dy', Float32Array>>,
): Sums[] {
  const { inChannels, outChannels } = geometry;
  const [y, dx, dw] = [dy, x, filter].map(({ length }) => ({
    sums: new Float64Array(length),
    magnitudes: new Float64Array(length),
  })) as [Sums, Sums, Sums];
  const add = ({ sums, magnitudes }: Sums, at: number, product: number) => {
    sums[at] = (sums[at] as number) + product;
    magnitudes[at] = (magnitudes[at] as number) + Math.abs(product);
  };
  overWindows(geometry, (place, pixelPlace, tapPlace) => {
    for (let channel = 0; channel < inChannels; channel++) {
      const [pixel, row] = [pixelPlace * inChannels + channel, tapPlace * inChannels + channel];
      for (let unit = 0; unit < outChannels; unit++) {
        const [output, tap] = [place * outChannels + unit, row * outChannels + unit];
        const [image, gradient, weight] = [x[pixel] as number, dy[output] as number, filter[tap] as number];
        add(y, output, image * weight);
        add(dx, pixel, gradient * weight);
        add(dw, tap, gradient * image);
      }
    }
  });
  y.sums.forEach((sum, at) => {
    y.sums[at] = Math.max(0, sum + (bias[at % outChannels] as number));
  });
  return [y, dx, dw];
}

/** Visits each output's place with each place in its window, inside the image, and that of the tap between them. */
function overWindows(
  { batch, height, width, padTop, padLeft, outHeight, outWidth }: Geometry,
  visit: (output: number, pixel: number, tap: number) => void,
): void {
  for (let output = 0; output < batch * outHeight * outWidth; output++) {
    const line = Math.floor(output / outWidth);
    for (let tap = 0; tap < 9; tap++) {
      const y = (line % outHeight) + Math.floor(tap / 3) - padTop;
      const x = (output % outWidth) + (tap % 3) - padLeft;
      if (y < 0 || y >= height || x < 0 || x >= width) continue;
      visit(output, (Math.floor(line / outHeight) * height + y) * width + x, tap);
    }
  }
}
