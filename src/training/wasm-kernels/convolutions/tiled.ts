import type { Machine } from '../machine.ts';
import { filterFromEntries, filterPanels, turnedFilterPanels } from '../winograd/filter-panels.ts';
import { entries, matrixFloats, mostChannels, tileSide } from '../winograd/tiles.ts';
import { winograd, winogradFilterGradient } from '../winograd/winograd.ts';
import type { Forward, Matrices } from './convolve.ts';
import type { WindowInfo } from './window.ts';

/** Images, the padding before them, and the outputs of a convolution of 3 × 3 with stride 1. */
interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly padTop: number;
  readonly padLeft: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
}

/** With 8 channels, the transforms take as long as the multiplications that they save. */
const leastChannels = 16;
/** How many times fewer multiplications there must be: tiles reach beyond small images. */
const leastGain = 1.3;

/** Tiles that a group of the filter's gradient has at least: fewer take long to add up beside their products. */
const leastGroupTiles = 512;
const mostGroups = 8;

function shapeOf(info: WindowInfo): Shape {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = info;
  return {
    ...{ height: inHeight, width: inWidth, channels: inChannels },
    ...{ padTop: padInfo.top, padLeft: padInfo.left, outHeight, outWidth, outChannels },
  };
}

/** The convolution whose result is the gradient of the images: of the outputs' gradient with the filter turned around. */
function turnedShapeOf(info: WindowInfo): Shape {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = info;
  return {
    ...{ height: outHeight, width: outWidth, channels: outChannels },
    ...{ padTop: 2 - padInfo.top, padLeft: 2 - padInfo.left },
    ...{ outHeight: inHeight, outWidth: inWidth, outChannels: inChannels },
  };
}

const tilesOf = (length: number) => Math.ceil(length / tileSide);

/** Whether Winograd's tiles take fewer multiplications for this filter and these channels, with room for all else. */
function pays(info: WindowInfo, { outHeight, outWidth }: Shape): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  const { inChannels, outChannels } = info;
  const isPlain = strideHeight * strideWidth * dilationHeight * dilationWidth === 1;
  const isMultiple = inChannels % 8 === 0 && outChannels % 8 === 0;
  const areChannelsFit = [inChannels, outChannels].every(
    (each) => each >= leastChannels && each <= mostChannels,
  );
  if (filterHeight !== 3 || filterWidth !== 3 || !isPlain || !isMultiple || !areChannelsFit) return false;
  return leastGain * entries * tilesOf(outHeight) * tilesOf(outWidth) <= 9 * info.outHeight * info.outWidth;
}

export const isTiledForward = ({ info }: Matrices): boolean => pays(info, shapeOf(info));
export const isTiledBackward = ({ info }: Matrices): boolean => pays(info, turnedShapeOf(info));

/** The operands that the routines have in common. */
function operandsOf(machine: Machine, shape: Shape) {
  const { outHeight, outWidth, channels, outChannels } = shape;
  return {
    ...shape,
    tilesDown: tilesOf(outHeight),
    tilesAcross: tilesOf(outWidth),
    block: 4 * Math.floor(matrixFloats / Math.max(channels, outChannels) / 4),
    scratch: machine.scratch,
  };
}

/** `convolve` by tiles. */
export function convolveTiles(machine: Machine, { info }: Matrices, forward: Forward): void {
  const { inChannels, outChannels } = info;
  const panels = machine.output([entries, inChannels, outChannels]);
  const to = machine.address(panels);
  machine.run(filterPanels, { filter: forward.filter, to, inChannels, outChannels });
  runTiles(machine, { shape: shapeOf(info), images: info.batchSize, panels: to, ...forward });
  machine.dispose(panels);
}

/** `inputGradient` by tiles. */
export function tiledInputGradient(
  machine: Machine,
  { info }: Matrices,
  [dy, filter, dx]: readonly [number, number, number],
): void {
  const { inChannels, outChannels } = info;
  const panels = machine.output([entries, outChannels, inChannels]);
  const to = machine.address(panels);
  machine.run(turnedFilterPanels, { filter, to, inChannels, outChannels });
  const given = { x: dy, y: dx, bias: undefined, range: [-Infinity, Infinity] as const };
  runTiles(machine, { shape: turnedShapeOf(info), images: info.batchSize, panels: to, ...given });
  machine.dispose(panels);
}

interface Run extends Omit<Forward, 'filter'> {
  readonly shape: Shape;
  readonly images: number;
  readonly panels: number;
}

function runTiles(machine: Machine, { shape, images, x, panels, y, bias, range: [lower, upper] }: Run): void {
  const operands = operandsOf(machine, shape);
  machine.run(winograd, {
    ...{ x, panels, y, lower, upper, ...operands },
    ...{ bias: bias ?? machine.zeros, biasStep: bias === undefined ? 0 : 16 },
    ...{ first: 0, count: images * operands.tilesDown * operands.tilesAcross },
  });
}

/**
 * `filterGradient` by tiles. Their number alone decides into how many groups they are divided, so that threads which share
 * the groups change no sum.
 */
export function tiledFilterGradient(
  machine: Machine,
  { info }: Matrices,
  [x, dy, dw]: readonly [number, number, number],
): void {
  const { inChannels, outChannels, batchSize } = info;
  const operands = operandsOf(machine, shapeOf(info));
  const tiles = batchSize * operands.tilesDown * operands.tilesAcross;
  let groups = 1;
  while (2 * groups <= mostGroups && tiles >= 2 * groups * leastGroupTiles) groups *= 2;
  const sums = machine.output([groups, entries, inChannels, outChannels]);
  const products = machine.address(sums);
  const groupTiles = 4 * Math.ceil(tiles / groups / 4);
  const range = { first: 0, count: groups, groupTiles, tiles };
  machine.run(winogradFilterGradient, { x, dy, products, ...range, ...operands });
  machine.run(filterFromEntries, { from: products, groups, filter: dw, inChannels, outChannels });
  machine.dispose(sums);
}
