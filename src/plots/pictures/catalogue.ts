import type { Picture } from '../picture.ts';
import { contour } from './contour.ts';
import { edf } from './edf.ts';
import { history } from './history.ts';
import { importance } from './importance.ts';
import { pareto } from './pareto.ts';
import { rungs } from './rungs.ts';
import { slice } from './slice.ts';
import { timeline } from './timeline.ts';

/** Every picture of a study, in the order in which reports show them. */
export const pictures: readonly Picture[] = [
  history,
  importance,
  slice,
  contour,
  rungs,
  edf,
  pareto,
  timeline,
];
