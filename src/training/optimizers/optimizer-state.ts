import { decodeTensors, encodeTensors, StoredTensorsError } from '../bytes/tensor-bytes.ts';
import { readFloats } from '../read-floats.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import type { OptimizerSettings, OptimizerState } from './optimizer.ts';

/** The optimizer's slots for a variable: velocity or mean first, mean square second. */
export type Slots = readonly [first: Variable, second: Variable];

/** Slots with zeros, or with the values of a state. Throws StoredTensorsError if the state is for other variables. */
export function createSlots(
  tf: Tf,
  variables: readonly Variable[],
  settings: OptimizerSettings,
  start: OptimizerState | undefined,
): Slots[] {
  const used = usedSlots(settings);
  if (start !== undefined) checkFits(start, variables, used.length);
  return variables.map((variable, index) => {
    const slot = (which: 0 | 1) => {
      const values = start?.slots[index]?.[used.indexOf(which)];
      return tf.tidy(() =>
        tf.variable(values === undefined ? tf.zerosLike(variable) : tf.tensor(values, variable.shape), false),
      );
    };
    return [slot(0), slot(1)] as const;
  });
}

/** The values of the slots, valid until the next operation. */
export function stateOf(
  slots: readonly Slots[],
  settings: OptimizerSettings,
  step: number,
  machine?: Machine,
): OptimizerState {
  const used = usedSlots(settings);
  return {
    step,
    slots: slots.map((own) => used.map((which) => readFloats(own[which] as Tensor, machine))),
  };
}

/** The other slots are not read by any later step. */
function usedSlots({ rule, momentum }: OptimizerSettings): readonly (0 | 1)[] {
  if (rule === 'adam') return [0, 1];
  const velocity = momentum === 0 ? [] : ([0] as const);
  return rule === 'sgd' ? velocity : [...velocity, 1];
}

function checkFits({ slots }: OptimizerState, variables: readonly Variable[], used: number): void {
  const fits =
    slots.length === variables.length &&
    slots.every((own, index) => {
      const { size } = variables[index] as Variable;
      return own.length === used && own.every(({ length }) => length === size);
    });
  if (!fits) throw new StoredTensorsError("the optimizer's state belongs to another model or optimizer");
}

/**
 * Encodes a state with the header `{ step, sizes }`, where `sizes` holds the lengths of each variable's slots. May
 * overwrite an earlier encoded state.
 */
export function encodeOptimizerState({ step, slots }: OptimizerState, earlier?: Uint8Array): Uint8Array {
  const sizes = slots.map((own) => own.map(({ length }) => length));
  return encodeTensors({ step, sizes }, slots.flat(), earlier);
}

export function decodeOptimizerState(bytes: Uint8Array): OptimizerState {
  const { header, values } = decodeTensors(bytes);
  const { step, sizes } = header as { readonly step: number; readonly sizes: readonly (readonly number[])[] };
  let offset = 0;
  const take = (size: number) => {
    offset += size;
    return values.subarray(offset - size, offset);
  };
  return { step, slots: sizes.map((own) => own.map(take)) };
}
