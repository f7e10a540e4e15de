import { f32x4 } from '../code/instructions.ts';
import { type GateActivation, overRows, tangent, tangentSlope, one as unit } from './gates.ts';

const { add, sub, mul } = f32x4;

/** The gates of a row: update, reset and candidate, as TensorFlow.js orders its weights. */
const places = { reset: ['gates', 1], candidate: ['gates', 2] } as const;

/** The routines of one step of a GRU, over all rows of a batch. */
export function gruRoutines(name: string, { value, slope }: GateActivation) {
  return {
    /** update and reset: from sums to values; kept = r · state. */
    reset: overRows(
      `gru-${name}`,
      ['gates', 'state', 'kept'],
      { reset: places.reset },
      ({ gates, reset, state, kept }, { load, store }, allot) => {
        const [x, gate] = [allot('v128'), allot('v128')];
        return [
          [x.set(load(gates)), gate.set(value(x, allot)), store(gates, gate)],
          [x.set(load(reset)), gate.set(value(x, allot)), store(reset, gate)],
          store(kept, mul(gate, load(state))),
        ];
      },
    ),
    /** candidate: from sum to value; next = z · state + (1 − z) · candidate. */
    state: overRows(
      `gru-${name}-state`,
      ['gates', 'state', 'next'],
      { candidate: places.candidate },
      ({ gates, candidate, state, next }, { load, store }, allot) => {
        const [x, z, g] = [allot('v128'), allot('v128'), allot('v128')];
        return [
          [x.set(load(candidate)), g.set(tangent(x, allot)), store(candidate, g), z.set(load(gates))],
          store(next, add(mul(z, load(state)), mul(sub(unit, z), g))),
        ];
      },
    ),
    /** update and candidate: from values to the gradients of their sums; dState = one + other; carry = z · dState. */
    stateGradient: overRows(
      `gru-${name}-state-gradient`,
      ['gates', 'state', 'one', 'other', 'carry'],
      { candidate: places.candidate },
      ({ gates, candidate, state, one, other, carry }, { load, store }, allot) => {
        const [dState, z, g] = [allot('v128'), allot('v128'), allot('v128')];
        return [
          [dState.set(add(load(one), load(other))), z.set(load(gates)), g.set(load(candidate))],
          store(carry, mul(dState, z)),
          store(gates, mul(mul(dState, sub(load(state), g)), slope(z))),
          store(candidate, mul(mul(dState, sub(unit, z)), tangentSlope(g))),
        ];
      },
    ),
    /** reset: from value to the gradient of its sum; change: from that of r · state to carry + r · change. */
    resetGradient: overRows(
      `gru-${name}-reset-gradient`,
      ['gates', 'state', 'carry', 'change'],
      { reset: places.reset },
      ({ reset, state, carry, change }, { load, store }, allot) => {
        const [given, r] = [allot('v128'), allot('v128')];
        return [
          [given.set(load(change)), r.set(load(reset))],
          store(change, add(load(carry), mul(given, r))),
          store(reset, mul(mul(given, load(state)), slope(r))),
        ];
      },
    ),
  };
}
