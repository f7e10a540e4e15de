import { densityShades, emptyDensity, type LineDensity } from '../../plots/density/line-density.ts';
import { pixelOf } from './page-colours.ts';

/** Adds the lines of members to a density, or takes them away. */
export type AddLines = (density: LineDensity, members: Uint32Array, sign: 1 | -1) => void;

/**
 * Lines of one colour as a bitmap. Other members cost as much as the lines that come and go, so that a brush that moves
 * a little is drawn at once.
 */
export class DensityLayer {
  readonly canvas: HTMLCanvasElement;
  private density: LineDensity;
  private readonly isMember: Uint8Array;
  private shades: Uint8Array | undefined;
  /** Kept: a brush that moves would leave megabytes to be collected each time. */
  private image: ImageData | undefined;
  private count = 0;
  private readonly add: AddLines;
  private strength = Number.NaN;
  private colour = '';

  /** `places`: how many members there can be. */
  constructor(columns: number, rows: number, places: number, add: AddLines) {
    this.canvas = document.createElement('canvas');
    this.canvas.width = columns;
    this.canvas.height = rows;
    this.density = emptyDensity(columns, rows);
    this.isMember = new Uint8Array(places);
    this.add = add;
  }

  /** Number of its lines. */
  get size(): number {
    return this.count;
  }

  show(members: Uint32Array): void {
    const wanted = new Uint8Array(this.isMember.length);
    for (const place of members) wanted[place] = 1;
    const come = members.filter((place) => this.isMember[place] === 0);
    const went: number[] = [];
    for (let place = 0; place < wanted.length; place++) {
      if (this.isMember[place] === 1 && wanted[place] === 0) went.push(place);
    }
    if (come.length === 0 && went.length === 0) return;
    if (come.length + went.length > members.length) {
      this.density.differences.fill(0);
      this.add(this.density, members, 1);
    } else {
      if (went.length > 0) this.add(this.density, Uint32Array.from(went), -1);
      if (come.length > 0) this.add(this.density, come, 1);
    }
    this.isMember.set(wanted);
    this.count = members.length;
    this.shades = undefined;
  }

  /** Draws the bitmap anew where its lines, its strength or its colour have changed. */
  paint(colour: string, strength: number): void {
    const isChanged = this.shades === undefined || strength !== this.strength;
    if (!isChanged && colour === this.colour) return;
    const shades = isChanged ? densityShades(this.density, strength) : (this.shades as Uint8Array);
    this.shades = shades;
    this.strength = strength;
    this.colour = colour;
    const context = this.canvas.getContext('2d') as CanvasRenderingContext2D;
    this.image ??= context.createImageData(this.canvas.width, this.canvas.height);
    const pixels = new Uint32Array(this.image.data.buffer);
    const pixel = pixelOf(colour);
    for (let at = 0; at < pixels.length; at++) pixels[at] = ((shades[at] as number) << 24) | pixel;
    context.putImageData(this.image, 0, 0);
  }
}
