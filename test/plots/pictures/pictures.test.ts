import { describe, expect, it } from 'vitest';
import { stateCodes } from '../../../src/plots/columns/trial-columns.ts';
import type { Picture } from '../../../src/plots/picture.ts';
import { pictures } from '../../../src/plots/pictures/catalogue.ts';
import { contour } from '../../../src/plots/pictures/contour.ts';
import { history } from '../../../src/plots/pictures/history.ts';
import { pareto } from '../../../src/plots/pictures/pareto.ts';
import { rungs } from '../../../src/plots/pictures/rungs.ts';
import { slice } from '../../../src/plots/pictures/slice.ts';
import type { StudyView } from '../../../src/plots/study-view.ts';
import { exampleView } from '../example-view.ts';
import { marksOf, svgOf } from './drawn-picture.ts';

/** With times, sizes, baselines and all that the server derives. */
function fullView(trials: number): StudyView {
  const view = exampleView({ trials });
  const numbers = (of: (trial: number) => number) => Float64Array.from(view.trials.trial, of);
  return {
    ...view,
    head: {
      ...view.head,
      baselines: [{ name: 'linear', value: 0.12, metrics: {}, parameters: 650 }],
      humanBaseline: 0.05,
    },
    trials: {
      ...view.trials,
      startedAt: numbers((trial) => 1000 + 2 * trial),
      endedAt: numbers((trial) => 1003 + 2 * trial),
      parameterCount: numbers((trial) => 100 + ((trial * 37) % 1000)),
      seconds: numbers(() => 3),
    },
    runs: [...view.trials.trial].map((trial) => ({
      trial,
      worker: `worker ${1 + (trial % 2)}`,
      startedAt: 1000 + 2 * trial,
      endedAt: 1003 + 2 * trial,
    })),
    importance: {
      study: 'example',
      metric: 'valLoss',
      direction: 'minimize',
      method: 'fanova',
      trials,
      best: null,
      level: 0.95,
      effects: [
        {
          parameters: ['learningRate'],
          importance: 0.7,
          low: 0.6,
          high: 0.8,
          isVisible: true,
          trials,
          when: null,
          best: null,
        },
        {
          parameters: ['units', 'layers'],
          importance: 0,
          low: 0,
          high: 0.02,
          isVisible: false,
          trials,
          when: null,
          best: null,
        },
      ],
      notes: [],
    },
  };
}

const states = (view: StudyView, state: (typeof stateCodes)[number]) =>
  view.trials.state.filter((code) => code === stateCodes.indexOf(state)).length;
const emptied = (view: StudyView): StudyView => ({
  ...exampleView({ trials: 1 }),
  head: { ...view.head, best: null, tied: [] },
  trials: {
    ...exampleView({ trials: 1 }).trials,
    state: Uint8Array.of(stateCodes.indexOf('running')),
    value: Float64Array.of(Number.NaN),
  },
  curves: {
    metric: 'valLoss',
    trial: new Uint32Array(),
    offset: Uint32Array.of(0),
    epoch: new Float32Array(),
    value: new Float32Array(),
  },
});

describe.each(pictures.map((picture) => [picture.name, picture] as const))(
  'the picture %s',
  (_name, picture: Picture) => {
    const view = fullView(120);

    it('is drawn with labels, described, and has its numbers', () => {
      expect(picture.missing(view)).toBeUndefined();
      const svg = svgOf(picture, view);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg.match(/<text/g)?.length).toBeGreaterThan(3);
      expect(picture.describe(view, {})).toMatch(/\.$/);
      const { headings, rows } = picture.table(view, {});
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(headings.length);
      expect(JSON.stringify([picture.note(view, {}), rows])).not.toMatch(/NaN|undefined|Infinity/);
    });

    it('is drawn with each of its choices', () => {
      for (const [name, values] of Object.entries(picture.settings?.(view) ?? {})) {
        for (const value of values)
          expect(svgOf(picture, view, { [name]: value })).not.toMatch(/NaN|Infinity/);
      }
    });

    it.each([1, 2, 3, 7])('is drawn of %i trials, or says why not', (trials) => {
      const few = fullView(trials);
      if (picture.missing(few) !== undefined) return;
      const words = [
        picture.note(few, {}),
        picture.describe(few, {}),
        JSON.stringify(picture.table(few, {})),
      ];
      expect(`${svgOf(picture, few)} ${words}`).not.toMatch(/NaN|undefined|Infinity/);
    });

    it('is drawn of an objective that is to be maximised, in percent', () => {
      const value = view.trials.value.map((each) => 1 / (1 + each));
      const best = [...view.trials.trial].reduce((one, other) =>
        (value[other] ?? 0) > (value[one] ?? 0) || Number.isNaN(value[one]) ? other : one,
      );
      const accuracy: StudyView = {
        ...view,
        head: {
          ...view.head,
          objective: { metric: 'valAccuracy', direction: 'maximize' },
          objectiveScale: 'linear',
          best,
          tied: [],
        },
        trials: { ...view.trials, value },
      };
      expect(svgOf(picture, accuracy)).not.toMatch(/NaN|undefined|Infinity/);
    });

    it('shows names with markup as they are', () => {
      const name = '<img src=x onerror=alert(1)>';
      const [first, ...rest] = view.head.axes;
      if (first === undefined) throw new Error('the example has axes');
      const hostile: StudyView = {
        ...view,
        head: { ...view.head, axes: [{ ...first, name }, ...rest] },
        trials: {
          ...view.trials,
          parameters: {
            ...view.trials.parameters,
            [name]: view.trials.parameters.learningRate as Float64Array,
          },
        },
        runs: (view.runs ?? []).map((run) => ({ ...run, worker: name })),
      };
      expect(svgOf(picture, hostile)).not.toContain('<img');
    });

    it('says why it cannot be drawn of a study without results', () => {
      expect(picture.missing(emptied(view))).toMatch(/\.$/);
    });

    it('marks each trial within its frame', () => {
      const marks = picture.marks?.(view, {});
      for (const [place, x] of (marks?.x ?? []).entries()) {
        const y = marks?.y[place] as number;
        if (marks === undefined || Number.isNaN(x) || Number.isNaN(y)) continue;
        expect(x).toBeGreaterThanOrEqual(marks.frame.left);
        expect(x).toBeLessThanOrEqual(marks.frame.right);
        expect(y).toBeGreaterThanOrEqual(Math.min(marks.frame.bottom, marks.frame.top));
        expect(y).toBeLessThanOrEqual(Math.max(marks.frame.bottom, marks.frame.top));
      }
    });
  },
);

describe('all trials, always', () => {
  const view = fullView(10_000);
  const [pruned, failed] = [states(view, 'pruned'), states(view, 'failed')];
  const bestPruned = [view.head.best, ...view.head.tied].filter(
    (trial) => view.trials.state[trial as number] === stateCodes.indexOf('pruned'),
  ).length;
  const others = 10_000 - pruned - failed - 6 + bestPruned;

  it("knows which way a module's own metric is better", () => {
    const view = exampleView({ trials: 40 });
    const gain = view.trials.value.map((value) => 1 / (1 + value));
    const of = (directions: StudyView['head']['directions']): StudyView => ({
      ...view,
      head: { ...view.head, metrics: ['valGain'], directions },
      trials: { ...view.trials, metrics: { valGain: gain } },
    });
    const front = (directions: StudyView['head']['directions']) =>
      pareto.table(of(directions), { against: 'valGain' }).rows.length;
    // The best value has the largest gain, so that it is beaten in neither.
    expect(front({ valGain: 'maximize' })).toBe(1);
    expect(front({ valGain: 'minimize' })).toBeGreaterThan(1);
  });

  it.each([history, slice, pareto])('$name draws 10,000 trials, each once', (picture) => {
    const svg = svgOf(picture, view);
    const front = picture === pareto ? picture.table(view, {}).rows.length : 0;
    expect(marksOf(svg, 'var(--series-1)')).toEqual({ dots: others, strokes: pruned - bestPruned });
    expect(marksOf(svg, 'var(--best)').dots).toBe(6);
    expect(marksOf(svg, 'var(--fail)').strokes).toBe(2 * failed);
    expect(marksOf(svg, 'var(--text)').dots).toBeLessThanOrEqual(front);
    expect(picture.note(view, {})).toMatch(/^10000 of 10000 trials|^\d+ of 10000 trials/);
  });

  it('contour draws all that have a value', () => {
    const svg = svgOf(contour, view, { x: 'learningRate', y: 'units' });
    expect(marksOf(svg, 'var(--text)').dots + marksOf(svg, 'var(--best)').dots).toBe(10_000 - failed);
  });

  it('rungs draws each trial at each rung that it has reached', () => {
    const reached = rungs.table(view, {}).rows.reduce((sum, [, trials]) => sum + Number(trials), 0);
    const svg = svgOf(rungs, view);
    expect(marksOf(svg, 'var(--series-1)').dots + marksOf(svg, 'var(--best)').dots).toBe(reached);
    expect(reached).toBe(10_000 + (10_000 - pruned));
  });

  it('greys those outside of the selection', () => {
    const selected = view.trials.trial.map((trial) => trial % 2);
    const half = { ...view, selected: Uint8Array.from(selected) };
    const svg = svgOf(history, half);
    const faint = [...view.trials.trial].filter(
      (trial) => trial % 2 === 0 && Number.isFinite(view.trials.value[trial]),
    );
    expect(marksOf(svg, 'var(--faint)').dots).toBe(faint.length);
    expect(history.note(half, {})).toContain('5000 selected');
  });
});

describe('the axis of the objective', () => {
  it('ends before a few values far away, which are drawn at its end', () => {
    const view = fullView(100);
    const value = view.trials.value.map((each, place) => (place === 3 ? 1e9 : each));
    const far: StudyView = {
      ...view,
      head: { ...view.head, objectiveScale: 'linear' },
      trials: {
        ...view.trials,
        value,
        state: view.trials.state.map((code, place) => (place === 3 ? 2 : code)),
      },
    };
    const marks = history.marks?.(far, {});
    expect(marks?.y[3]).toBe(marks?.frame.top);
    expect([...(marks?.y ?? [])].filter((y) => y > 0.5).length).toBeGreaterThan(2);
  });

  it('brushes what the rectangle covers', () => {
    const brush = slice.marks?.(fullView(100), { parameter: 'learningRate' }).brush.x;
    expect(brush?.name).toBe('learningRate');
    expect(brush?.valueAt(0.5)).toBeCloseTo(1e-3, 10);
    const choice = slice.marks?.(fullView(100), { parameter: 'optimizer' }).brush.x;
    expect(choice?.valueAt(0.8)).toBe(1);
    expect(choice?.placesOf(1, 1)).toEqual([0.5, 1.5]);
  });
});
