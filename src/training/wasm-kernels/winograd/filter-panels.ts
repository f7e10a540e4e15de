import { advance, f32x4, forEach, i32, v128, whileLoop } from '../code/instructions.ts';
import { type Allot, type Code, routine, type Variable, type Variables } from '../code/routine.ts';
import { panelRowBytes, tileColumns } from '../gemm/tile.ts';
import { entries } from './tiles.ts';
import { alongBoth, filterGradientTransform, filterTransform } from './transforms.ts';

/** A filter is 3 × 3, its entries are 4 × 4. */
const [filterSide, entrySide] = [3, 4];

const parameters = { filter: 'i32', to: 'i32', inChannels: 'i32', outChannels: 'i32' } as const;

/** Bytes of one tap of all channels. */
const planeOf = ({ inChannels, outChannels }: Variables<'inChannels' | 'outChannels'>): Code =>
  i32.mul(inChannels, outChannels, i32.const(4));

const stepped = (pointer: Code, steps: number, bytes: Code) =>
  i32.add(pointer, i32.mul(bytes, i32.const(steps)));

/** Transforms a filter to a matrix [in channels, out channels] an entry, in panels of eight out channels. */
export const filterPanels = routine('filter-panels', parameters, (p, allot) => {
  const [from, panel, plane] = [allot('i32'), allot('i32'), allot('i32')];
  const half = alongBoth(filterTransform, filterSide, allot, {
    load: (row, column) => v128.load(stepped(from, filterSide * row + column, plane)),
    store: (row, column, value) => v128.store(stepped(p.to, entrySide * row + column, plane), value),
  });
  const next = [advance(from, i32.const(16)), advance(p.to, i32.const(16))];
  return [
    [plane.set(planeOf(p)), panel.set(i32.const(0))],
    forEach(
      panel,
      p.outChannels,
      [
        from.set(i32.add(p.filter, i32.mul(panel, i32.const(4)))),
        forEach(allot('i32'), p.inChannels, [
          [half, next, half, next],
          advance(from, i32.mul(i32.sub(p.outChannels, i32.const(tileColumns)), i32.const(4))),
        ]),
      ],
      tileColumns,
    ),
  ];
});

/** That of the filter turned around with exchanged channels, for the gradient of the inputs: [out channels, in channels]. */
export const turnedFilterPanels = routine('turned-filter-panels', parameters, (p, allot) => {
  const [channel, to, plane, left, value] = [
    ...[allot('i32'), allot('i32'), allot('i32'), allot('i32'), allot('v128')],
  ] as [Variable, Variable, Variable, Variable, Variable];
  // Turning the taps exchanges the outer entries and leaves the inner ones.
  const turned = (index: number) => [3, 1, 2, 0][index] as number;
  const entry = (row: number, column: number) => entrySide * turned(row) + turned(column);
  const panelBytes = i32.mul(p.outChannels, i32.const(panelRowBytes));
  const panelOf = i32.mul(i32.div(channel, i32.const(tileColumns)), panelBytes);
  const place = i32.mul(i32.rem(channel, i32.const(tileColumns)), i32.const(4));
  return [
    plane.set(planeOf(p)),
    forEach(channel, p.inChannels, [
      [to.set(i32.add(p.to, panelOf, place)), left.set(p.outChannels)],
      whileLoop(i32.gt(left, i32.const(0)), [
        alongBoth(filterTransform, filterSide, allot, {
          load: (row, column) => v128.load(stepped(p.filter, filterSide * row + column, plane)),
          store: (row, column, code) => [
            value.set(code),
            [0, 1, 2, 3].map((lane) =>
              v128.storeLane(stepped(to, entry(row, column), plane), value, lane, lane * panelRowBytes),
            ),
          ],
        }),
        [advance(p.filter, i32.const(16)), advance(to, i32.const(4 * panelRowBytes))],
        advance(left, i32.const(-4)),
      ]),
    ]),
  ];
});

/**
 * The gradient of a filter from those of its entries, of which `groups` sets of matrices [in channels, out channels] lie
 * behind one another and are added in this order.
 */
export const filterFromEntries = routine(
  'filter-from-entries',
  { from: 'i32', groups: 'i32', filter: 'i32', inChannels: 'i32', outChannels: 'i32' },
  ({ from, groups, filter, ...p }, allot) => {
    const [plane, left, pointer] = [allot('i32'), allot('i32'), allot('i32')];
    const sums = Array.from({ length: entries }, () => allot('v128'));
    return [
      [plane.set(planeOf(p)), left.set(i32.mul(p.inChannels, p.outChannels))],
      whileLoop(i32.gt(left, i32.const(0)), [
        [sums.map((sum) => sum.set(v128.zero)), pointer.set(from)],
        summed(sums, { groups, pointer, plane }, allot),
        alongBoth(filterGradientTransform, entrySide, allot, {
          load: (row, column) => sums[entrySide * row + column] as Variable,
          store: (row, column, value) => v128.store(stepped(filter, filterSide * row + column, plane), value),
        }),
        [advance(from, i32.const(16)), advance(filter, i32.const(16))],
        advance(left, i32.const(-4)),
      ]),
    ];
  },
);

function summed(
  sums: readonly Variable[],
  { groups, pointer, plane }: Variables<'groups' | 'pointer' | 'plane'>,
  allot: Allot,
): Code {
  return forEach(
    allot('i32'),
    groups,
    sums.map((sum) => [sum.set(f32x4.add(sum, v128.load(pointer))), advance(pointer, plane)]),
  );
}
