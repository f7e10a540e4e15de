import { filmOf, partOf } from './film.mjs';

export function data({ random }) {
  const film = filmOf(random);
  const [train, validation, test] = [partOf(film, 0, 360), partOf(film, 360, 480), partOf(film, 480, 600)];
  return { x: train.x, y: train.y, x_val: validation.x, y_val: validation.y, x_test: test.x, y_test: test.y };
}
