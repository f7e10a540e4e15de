import { expect, test } from 'vitest';
import type { CurveColumns } from '../../src/plots/columns/curve-columns.ts';
import { LiveCurves } from '../../src/web/state/live-curves.ts';

type Points = readonly (readonly [epoch: number, value: number])[];

function columns(curves: Readonly<Record<number, Points>>): CurveColumns {
  const lists = Object.values(curves);
  const points = lists.flat();
  return {
    metric: 'valLoss',
    trial: Uint32Array.from(Object.keys(curves), Number),
    offset: Uint32Array.from([0, ...lists.map((_, place) => lists.slice(0, place + 1).flat().length)]),
    epoch: Float32Array.from(points, ([epoch]) => epoch),
    value: Float32Array.from(points, ([, value]) => value),
  };
}

test('curves of the server that are older take back no epoch that events have brought', () => {
  const live = new LiveCurves();
  live.take([{ trial: 1, epochs: [[2, 7]] }]);
  live.take([{ trial: 1, epochs: [[3, 6]] }]);
  const older = columns({ 1: [[1, 9]], 4: [[1, 5]] });
  const shown = columns({
    1: [
      [1, 9],
      [2, 7],
      [3, 6],
    ],
    4: [[1, 5]],
  });
  expect(live.onto(older)).toEqual(shown);
  expect(live.onto(shown)).toEqual(shown);
  expect(live.ontoLoaded(older)).toEqual(shown);
});

test('epochs replace those from their first one on, also where several events come before they are drawn', () => {
  const live = new LiveCurves();
  const news = [
    [5, 4],
    [6, 3],
  ] as const;
  live.take([{ trial: 0, epochs: news }]);
  live.take([{ trial: 0, epochs: [[4, 5], [5, 4.5], ...news.slice(1)] }]);
  const points: Points = [
    [3, 6],
    [4, 5],
    [5, 4.5],
    [6, 3],
  ];
  expect(live.onto(columns({ 0: [[3, 6]] }))).toEqual(columns({ 0: points }));
});

test('curves of the server that are as long are shown as they are', () => {
  const live = new LiveCurves();
  live.take([{ trial: 0, epochs: [[1, 4]] }]);
  const loaded = columns({
    0: [
      [1, 3],
      [2, 2],
    ],
  });
  expect(live.ontoLoaded(loaded)).toEqual(loaded);
  expect(live.onto(loaded)).toEqual(loaded);
});
