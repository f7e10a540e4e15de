import type { Routine } from '../code/routine.ts';
import { gemm, gemmScratchBytes } from '../gemm/gemm.ts';
import { tileColumns, tileRows } from '../gemm/tile.ts';
import { entries } from '../winograd/tiles.ts';
import { winograd, winogradFilterGradient, winogradScratchBytes } from '../winograd/winograd.ts';

type Operands = readonly number[];

/** How threads share a call of a routine. Each number of its results is the same sum in the same order in any division. */
export interface Division {
  readonly routine: Routine;
  multiplications(operands: Operands): number;
  /** The operands of up to `count` parts. */
  partsOf(operands: Operands, count: number): number[][];
  /** Where the address of scratch memory is, of which each thread has its own. */
  readonly scratchIndex: number;
}

/** Scratch memory that suffices for each of the routines. */
export const scratchBytes = Math.max(gemmScratchBytes, winogradScratchBytes);

type ProductName = keyof typeof gemm.parameters;

const inProduct = Object.fromEntries(
  Object.keys(gemm.parameters).map((name, index) => [name, index]),
) as Record<ProductName, number>;

/** Whole tiles of the columns of a product, or of its rows where these are more. */
export const dividedProduct: Division = {
  routine: gemm,
  scratchIndex: inProduct.scratch,
  multiplications(operands) {
    const { rows, columns, depth } = inProduct;
    return (operands[rows] as number) * (operands[columns] as number) * (operands[depth] as number);
  },
  partsOf(operands, count) {
    const value = (name: ProductName) => operands[inProduct[name]] as number;
    const byRows = value('rows') > value('columns');
    const [length, tile] = byRows ? [value('rows'), tileRows] : [value('columns'), tileColumns];
    const strides: readonly (readonly [ProductName, number])[] = byRows
      ? [
          ['a', value('aRow')],
          ['initial', value('initialRow')],
          ['c', value('cRow')],
        ]
      : [
          ['b', value('bColumn')],
          ['initial', value('initialColumn')],
          ['c', 4],
        ];
    return sharesOf(length, tile, count).map(([start, share]) => {
      const part = [...operands];
      for (const [name, stride] of strides) part[inProduct[name]] = value(name) + start * stride;
      part[inProduct[byRows ? 'rows' : 'columns']] = share;
      return part;
    });
  },
};

/** The start and length of each of up to `count` shares of a length, in multiples of `unit` but for the last. */
function sharesOf(length: number, unit: number, count: number): [number, number][] {
  const share = unit * Math.ceil(length / unit / count);
  const starts = Array.from({ length: Math.ceil(length / share) }, (_, index) => index * share);
  return starts.map((start) => [start, Math.min(share, length - start)]);
}

/** A routine over `count` things from `first`, each with results of its own. */
function dividedRange<Name extends string>(
  routine: Routine<Name | 'first' | 'count' | 'scratch'>,
  factors: readonly NoInfer<Name | 'count'>[],
): Division {
  const names = Object.keys(routine.parameters);
  const place = (name: string) => names.indexOf(name);
  const [first, length] = [place('first'), place('count')];
  const places = factors.map(place);
  return {
    routine,
    scratchIndex: place('scratch'),
    multiplications: (operands) =>
      places.reduce((product, index) => product * (operands[index] as number), entries),
    partsOf: (operands, count) =>
      sharesOf(operands[length] as number, 1, count).map(([start, share]) =>
        operands.map((value, index) => (index === first ? value + start : index === length ? share : value)),
      ),
  };
}

/** All routines that threads share. */
export const divisions: readonly Division[] = [
  dividedProduct,
  dividedRange(winograd, ['count', 'channels', 'outChannels']),
  dividedRange(winogradFilterGradient, ['tiles', 'channels', 'outChannels']),
];
