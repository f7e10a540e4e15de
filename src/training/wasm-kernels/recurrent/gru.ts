import type { TensorInfo } from '@tensorflow/tfjs-core';
import { multiplyPacked } from '../products/packed-product.ts';
import type { Cell } from './cell.ts';
import { gateActivations } from './gates.ts';
import { gruRoutines } from './gru-gates.ts';
import type { StepMatrices } from './sequence-pass.ts';

const routines = {
  sigmoid: gruRoutines('sigmoid', gateActivations.sigmoid),
  hardSigmoid: gruRoutines('hard-sigmoid', gateActivations.hardSigmoid),
};

/**
 * A GRU (Cho et al. 2014) as TensorFlow.js computes it: the reset gate is applied before the product. It keeps its gates,
 * and its inputs beside what the reset gate left of the state.
 */
export const gru: Cell = {
  gates: 3,
  forward(pass, { entries, bias }) {
    const { machine, sizes, attributes } = pass;
    const { steps, batch, features, units, width, sums } = sizes;
    const { reset, state } = routines[attributes.gate];
    const [gateWeights, candidateWeights] = [pass.packed(0, 2 * units), pass.packed(2 * units, units)];
    const [gateInitial, candidateInitial] = [pass.initial(bias, 0), pass.initial(bias, 2 * units)];
    const gates = pass.matrices(steps, batch * sums);
    const resets = pass.matrices(steps, batch * width);
    const [row, gatesRow] = [4 * width, 4 * sums];
    return {
      kept: [gates.tensor, resets.tensor],
      step(step) {
        const [from, left] = [
          { at: entries.at(step), row },
          { at: resets.at(step), row },
        ];
        const [update, candidate] = [
          { at: gates.at(step), row: gatesRow },
          { at: gates.at(step) + 8 * units, row: gatesRow },
        ];
        const common = { gates: update.at, gatesRow, state: from.at + 4 * features, stateRow: row };
        multiplyPacked(machine, batch, from, gateWeights, update, gateInitial);
        pass.copyRows(from, left, features);
        machine.run(reset, { ...common, kept: left.at + 4 * features, keptRow: row, rows: batch, units });
        multiplyPacked(machine, batch, left, candidateWeights, candidate, candidateInitial);
        const next = entries.at(step + 1) + 4 * features;
        machine.run(state, { ...common, next, nextRow: row, rows: batch, units });
      },
    };
  },
  backward(pass, { entries, kept, dWeights, change }) {
    const { machine, sizes, attributes } = pass;
    const { batch, features, units, width, sums } = sizes;
    const { stateGradient, resetGradient } = routines[attributes.gate];
    const [gates, resets] = kept.map((tensor) => pass.given(tensor)) as [StepMatrices, StepMatrices];
    const gateTranspose = pass.packedTranspose(0, 2 * units, change.from);
    const candidateTranspose = pass.packedTranspose(2 * units, units, change.from);
    const carry = pass.floats(batch * units);
    const left = { at: pass.floats(batch * (width - change.from)), row: change.row };
    const [row, gatesRow, carryRow] = [4 * width, 4 * sums, 4 * units];
    return {
      dSums: kept[0] as TensorInfo,
      step(step, one, other) {
        const common = {
          ...{ gates: gates.at(step), gatesRow, state: entries.at(step) + 4 * features, stateRow: row },
          ...{ carry, carryRow, rows: batch, units },
        };
        machine.run(stateGradient, {
          ...common,
          ...{ one: one.at, oneRow: one.row, other: other.at, otherRow: other.row },
        });
        const candidate = { at: gates.at(step) + 8 * units, row: gatesRow };
        multiplyPacked(machine, batch, candidate, candidateTranspose, left);
        const ofState = left.at + 4 * (features - change.from);
        machine.run(resetGradient, { ...common, change: ofState, changeRow: left.row });
        const update = { at: gates.at(step), row: gatesRow };
        multiplyPacked(machine, batch, update, gateTranspose, change, { ...left, column: 4 });
      },
      add(range) {
        pass.weightGradient(range, entries, gates, { dWeights, from: 0, columns: 2 * units });
        pass.weightGradient(range, resets, gates, { dWeights, from: 2 * units, columns: units });
      },
    };
  },
};
