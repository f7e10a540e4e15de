import type { TensorInfo } from '@tensorflow/tfjs-core';
import { multiplyPacked } from '../products/packed-product.ts';
import type { Cell } from './cell.ts';
import { gateActivations } from './gates.ts';
import { lstmRoutines } from './lstm-gates.ts';
import type { StepMatrices } from './sequence-pass.ts';

const routines = {
  sigmoid: lstmRoutines('sigmoid', gateActivations.sigmoid),
  hardSigmoid: lstmRoutines('hard-sigmoid', gateActivations.hardSigmoid),
};

/** An LSTM (Hochreiter and Schmidhuber 1997) as TensorFlow.js computes it. It keeps its gates and its cells. */
export const lstm: Cell = {
  gates: 4,
  forward(pass, { entries, bias }) {
    const { machine, sizes, nothing, attributes } = pass;
    const { steps, batch, features, units, width, sums } = sizes;
    const weights = pass.packed(0, sums);
    const initial = pass.initial(bias, 0);
    const gates = pass.matrices(steps, batch * sums);
    const cells = pass.matrices(steps, batch * units);
    const [row, gatesRow, cellRow] = [4 * width, 4 * sums, 4 * units];
    return {
      kept: [gates.tensor, cells.tensor],
      cells: (step) => ({ at: cells.at(step), row: cellRow }),
      step(step) {
        const sumsOf = { at: gates.at(step), row: gatesRow };
        multiplyPacked(machine, batch, { at: entries.at(step), row }, weights, sumsOf, initial);
        machine.run(routines[attributes.gate].forward, {
          ...{ gates: sumsOf.at, gatesRow, cell: cells.at(step), cellRow },
          before: step === 0 ? nothing.at : cells.at(step - 1),
          beforeRow: step === 0 ? nothing.row : cellRow,
          ...{ state: entries.at(step + 1) + 4 * features, stateRow: row, rows: batch, units },
        });
      },
    };
  },
  backward(pass, { entries, kept, dWeights, change }) {
    const { machine, sizes, nothing, attributes } = pass;
    const { batch, units, sums } = sizes;
    const [gates, cells] = kept.map((tensor) => pass.given(tensor)) as [StepMatrices, StepMatrices];
    const transpose = pass.packedTranspose(0, sums, change.from);
    const dCell = pass.zeros(batch * units);
    const [gatesRow, cellRow] = [4 * sums, 4 * units];
    return {
      dSums: kept[0] as TensorInfo,
      dCells: { at: dCell, row: cellRow },
      step(step, one, other) {
        const dSums = { at: gates.at(step), row: gatesRow };
        machine.run(routines[attributes.gate].backward, {
          ...{ gates: dSums.at, gatesRow, cell: cells.at(step), cellRow, dCell, dCellRow: cellRow },
          before: step === 0 ? nothing.at : cells.at(step - 1),
          beforeRow: step === 0 ? nothing.row : cellRow,
          ...{ one: one.at, oneRow: one.row, other: other.at, otherRow: other.row, rows: batch, units },
        });
        multiplyPacked(machine, batch, dSums, transpose, change);
      },
      add: (range) => pass.weightGradient(range, entries, gates, { dWeights, from: 0, columns: sums }),
    };
  },
};
