import { f32x4, routine } from './instructions.ts';
import { overFloats } from './sweep.ts';

export const fill = routine('fill', { to: 'i32', count: 'i32', value: 'f32' }, ({ to, count, value }, allot) => {
  const vector = allot('v128');
  return [vector.set(f32x4.splat(value)), overFloats(count, [to], ({ store }) => store(to, vector))];
});
