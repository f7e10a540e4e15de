import { sobolDirections } from './sobol-directions.ts';

const bits = 32;

interface Direction {
  /** The coefficients of the polynomial as bits, the highest power first. */
  readonly polynomial: number;
  /** One odd number for each degree. */
  readonly initial: readonly number[];
}

const directions: readonly Direction[] = sobolDirections
  .trim()
  .split(/\s+/)
  .map((text) => {
    const [polynomial, initial] = text.split(':') as [string, string];
    return { polynomial: Number(polynomial), initial: initial.split(',').map(Number) };
  });

/** The number of dimensions that there are. */
export const sobolDimensions = directions.length + 1;

const found = new Map<number, Uint32Array>();

/** The direction numbers of a dimension as binary fractions of 32 bits, the highest bit first. */
function fractions(dimension: number): Uint32Array {
  const known = found.get(dimension);
  if (known !== undefined) return known;
  const made = dimension === 0 ? halves() : recurrence(directions[dimension - 1] as Direction);
  found.set(dimension, made);
  return made;
}

function halves(): Uint32Array {
  return Uint32Array.from({ length: bits }, (_, index) => 2 ** (bits - 1 - index));
}

/** Bratley and Fox, Algorithm 659 (1988). */
function recurrence({ polynomial, initial }: Direction): Uint32Array {
  const degree = initial.length;
  const made = new Uint32Array(bits);
  for (let index = 0; index < bits; index++) {
    if (index < degree) {
      made[index] = (initial[index] as number) * 2 ** (bits - 1 - index);
      continue;
    }
    const first = made[index - degree] as number;
    let next = first ^ (first >>> degree);
    for (let power = 1; power < degree; power++) {
      if ((polynomial >>> (degree - power)) & 1) next ^= made[index - power] as number;
    }
    made[index] = next;
  }
  return made;
}

/**
 * The binary digits of point `number` of Sobol's sequence in one dimension, those of the fraction 0.d₁d₂…d₃₂, in the
 * order of the Gray code (Antonov and Saleev 1979). Numbers are below 2³².
 */
export function sobolBits(number: number, dimension: number): number[] {
  const direction = fractions(dimension);
  let point = 0;
  let gray = (number ^ (number >>> 1)) >>> 0;
  for (let index = 0; gray !== 0; index++, gray >>>= 1) {
    if (gray & 1) point ^= direction[index] as number;
  }
  return Array.from({ length: bits }, (_, index) => (point >>> (bits - 1 - index)) & 1);
}
