import type { Exhibit } from '../../../reports/check-report.ts';
import { figure } from '../../../reports/figure.ts';
import { endsOf, type FirstEntering } from './first-entering.ts';

const shownNumbers = 12;

/** The inputs of the first layer with weights: as pictures where they have the shape, black at the least value. */
export function firstLayerExhibit({ layer, group, shape, values }: FirstEntering): Exhibit {
  const isAll = group.title === 'the inputs';
  const title = `What enters layer ${layer}, the first with weights${isAll ? '' : ` for ${group.title}`}`;
  const [rows = 1, height = 1, width = 1, channels = 0] = shape;
  const size = values.length / rows;
  const own = (row: number) => Array.prototype.slice.call(values, row * size, (row + 1) * size) as number[];
  const each = Array.from({ length: rows }, (_, row) => own(row));
  if (shape.length !== 4 || (channels !== 1 && channels !== 3)) {
    const lines = each.map((row) => {
      const more = row.length - shownNumbers;
      return `${row.slice(0, shownNumbers).map(figure).join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
    });
    return { kind: 'text', title, lines };
  }
  const [least, most] = endsOf(values);
  const toByte = 255 / (most - least || 1);
  const images = each.map((row, index) => ({
    caption: `example ${index + 1}`,
    pixels: Buffer.from(Uint8ClampedArray.from(row, (value) => (value - least) * toByte)).toString('base64'),
  }));
  return { kind: 'images', title, shape: [height, width, channels], images };
}
