import { f32x4 } from '../code/instructions.ts';
import { type GateActivation, overRows, tangent, tangentSlope } from './gates.ts';

const { add, mul } = f32x4;

/** The gates of a row: input, forget, candidate and output, as TensorFlow.js orders its weights. */
const places = { forget: ['gates', 1], candidate: ['gates', 2], output: ['gates', 3] } as const;

/** The routines of one step of an LSTM, over all rows of a batch. */
export function lstmRoutines(name: string, { value, slope }: GateActivation) {
  return {
    /** gates: from sums to values; cell = f · before + i · g; state = o · tanh(cell). */
    forward: overRows(
      `lstm-${name}`,
      ['gates', 'before', 'cell', 'state'],
      places,
      ({ gates, forget, candidate, output, before, cell, state }, { load, store }, allot) => {
        const [x, i, gate, c] = [allot('v128'), allot('v128'), allot('v128'), allot('v128')];
        return [
          [x.set(load(gates)), i.set(value(x, allot)), store(gates, i)],
          [x.set(load(forget)), gate.set(value(x, allot)), store(forget, gate)],
          c.set(mul(gate, load(before))),
          [x.set(load(candidate)), gate.set(tangent(x, allot)), store(candidate, gate)],
          [c.set(add(c, mul(i, gate))), store(cell, c)],
          [x.set(load(output)), gate.set(value(x, allot)), store(output, gate)],
          store(state, mul(gate, tangent(c, allot))),
        ];
      },
    ),
    /** gates: from values to the gradients of their sums; dState = one + other; dCell: from this step's to the last's. */
    backward: overRows(
      `lstm-${name}-gradient`,
      ['gates', 'before', 'cell', 'one', 'other', 'dCell'],
      places,
      ({ gates, forget, candidate, output, before, cell, one, other, dCell }, { load, store }, allot) => {
        const [dState, i, f, g] = [allot('v128'), allot('v128'), allot('v128'), allot('v128')];
        const [o, c, t] = [allot('v128'), allot('v128'), allot('v128')];
        return [
          [dState.set(add(load(one), load(other))), c.set(load(cell)), t.set(tangent(c, allot))],
          [o.set(load(output)), store(output, mul(mul(dState, t), slope(o)))],
          c.set(add(load(dCell), mul(mul(dState, o), tangentSlope(t)))),
          [i.set(load(gates)), f.set(load(forget)), g.set(load(candidate))],
          store(gates, mul(mul(c, g), slope(i))),
          store(candidate, mul(mul(c, i), tangentSlope(g))),
          store(forget, mul(mul(c, load(before)), slope(f))),
          store(dCell, mul(c, f)),
        ];
      },
    ),
  };
}
