import type { TensorInfo } from '@tensorflow/tfjs-core';
import { fill } from '../elementwise/fill.ts';
import { floats, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import type { Machine } from '../machine.ts';
import type { Rows } from '../products/packed-product.ts';
import { sum } from '../reductions/reduce.ts';
import type { BackwardSteps, Cell } from './cell.ts';
import { maskRows } from './gates.ts';
import { gru } from './gru.ts';
import { clearRows, KeptRows } from './kept-rows.ts';
import { lstm } from './lstm.ts';
import { type SequenceAttributes, SequencePass, type SequenceSizes } from './sequence-pass.ts';

/** Names of the kernels, which TensorFlow.js does not have. */
export const sequenceKernels = { forward: 'RecurrentSequence', backward: 'RecurrentSequenceGrad' } as const;

/** The names under which the kernel of the gradients receives what the other one returned after its value. */
export function namedKept<T>(kept: readonly T[]): Record<string, T> {
  return Object.fromEntries(kept.map((each, index) => [`kept${index}`, each]));
}

/** Rows of a product of the weights' gradients: a block of its depth, while the gradients are in the cache. */
const productRows = 256;

/** Steps that each thread makes for its own rows before they wait for one another. */
const stepsTogether = 64;

const cells: Readonly<Record<SequenceAttributes['cell'], Cell>> = { LSTM: lstm, GRU: gru };

/**
 * A recurrent layer over whole sequences and its gradients. Stock TensorFlow.js runs some twenty kernels a step and as
 * many again for the gradients; here a step is one product with weights that are packed once, whose sums begin with the
 * bias and whose operands are input and state side by side, and one routine for all gates. The weights' gradients are
 * products over several steps.
 */
export const recurrentSequences: KernelFamily = ({ machine }: KernelContext) => ({
  [sequenceKernels.forward]: (call) => compute(machine, call),
  [sequenceKernels.backward]: (call) => differentiate(machine, call),
});

function sizesOf([batch = 0, steps = 0, features = 0]: readonly number[], units: number, gates: number) {
  return { steps, batch, features, units, width: features + units, sums: gates * units };
}

function compute(machine: Machine, call: KernelCall): TensorInfo[] | undefined {
  const inputs = floats(call, 'x', 'kernel', 'recurrentKernel', 'bias', 'mask', 'present');
  if (inputs === undefined) return undefined;
  const attributes = call.attrs as SequenceAttributes;
  const cell = cells[attributes.cell];
  const { x, mask, present } = inputs;
  const sizes = sizesOf(x.shape, inputs.recurrentKernel.shape[0] as number, cell.gates);
  const { steps, batch, features, units, width } = sizes;
  const { returnSequences, goBackwards, isKept } = attributes;
  const y = machine.output(returnSequences ? [batch, steps, units] : [batch, units]);
  const pass = new SequencePass(machine, attributes, sizes, inputs);
  const entries = pass.matrices(steps + 1, batch * width);
  const run = cell.forward(pass, { entries, bias: inputs.bias ?? undefined });
  const row = 4 * width;
  machine.run(fill, { to: entries.at(0), count: batch * width, value: 0 });
  const held = present ? [new KeptRows(pass, units), new KeptRows(pass, units)] : undefined;
  const forward = (step: number) => {
    const input = goBackwards ? steps - 1 - step : step;
    const given = pass.ofSequence(machine.address(x), input, features);
    pass.copyRows(given, { at: entries.at(step), row }, features);
    run.step(step);
    const state = { at: entries.at(step + 1) + 4 * features, row };
    if (present != null) {
      const flags = pass.ofSequence(machine.address(present), input, 1);
      [state, run.cells?.(step)].forEach((each, index) => {
        if (each === undefined) return;
        held?.[index]?.putBack(each, flags);
        held?.[index]?.keep(each);
      });
    }
    if (returnSequences) pass.copyRows(state, pass.ofSequence(machine.address(y), step, units), units);
    else if (step === steps - 1) pass.copyRows(state, { at: machine.address(y), row: 4 * units }, units);
    maskStates(machine, sizes, state, mask);
  };
  for (let start = 0; start < steps; start += stepsTogether) {
    machine.overRows(batch, () => {
      for (let step = start; step < Math.min(steps, start + stepsTogether); step++) forward(step);
    });
  }
  pass.release();
  return isKept ? [y, entries.tensor, ...run.kept] : [y];
}

function maskStates(
  machine: Machine,
  { batch, units }: SequenceSizes,
  { at, row }: Rows,
  mask: TensorInfo | null | undefined,
): void {
  if (mask == null) return;
  const operands = { a: at, aRow: row, b: machine.address(mask), bRow: 4 * units };
  machine.run(maskRows, { ...operands, rows: batch, units });
}

/** The gradients of x, kernel, recurrent kernel and bias, if there is one; that of x is undefined unless it is wanted. */
function differentiate(machine: Machine, call: KernelCall): TensorInfo[] | undefined {
  const inputs = floats(
    call,
    'kernel',
    'recurrentKernel',
    'bias',
    'mask',
    'present',
    'dy',
    'kept0',
    'kept1',
    'kept2',
  );
  if (inputs === undefined) return undefined;
  const attributes = call.attrs as SequenceAttributes;
  const cell = cells[attributes.cell];
  const { dy, mask, present, kernel, recurrentKernel, bias, kept0, kept1, kept2 } = inputs;
  const [features = 0, units = 0] = [kernel.shape[0], recurrentKernel.shape[0]];
  const [batch = 0, steps = (kept0.shape[0] as number) - 1] = [dy.shape[0]];
  const sizes = sizesOf([batch, steps, features], units, cell.gates);
  const { width, sums } = sizes;
  const { returnSequences, goBackwards, hasInputGradient } = attributes;
  const dx = hasInputGradient ? machine.output([batch, steps, features]) : undefined;
  const [dKernel, dRecurrent] = [machine.output(kernel.shape), machine.output(recurrentKernel.shape)];
  const pass = new SequencePass(machine, attributes, sizes, inputs);
  const from = hasInputGradient ? 0 : features;
  const change = { at: pass.floats(batch * (width - from)), row: 4 * (width - from), from };
  const ofState = { at: change.at + 4 * (features - from), row: change.row };
  const dWeights = pass.floats(width * sums);
  const entries = pass.given(kept0);
  const run = cell.backward(pass, { entries, kept: [kept1, kept2], dWeights, change });
  const dSums = pass.given(run.dSums);
  const padding = present == null ? undefined : new PaddingGradients(pass, run, machine.address(present));
  const together = Math.max(1, Math.floor(productRows / batch));
  const back = (step: number) => {
    const isLast = step === steps - 1;
    const input = goBackwards ? steps - 1 - step : step;
    const given = returnSequences
      ? pass.ofSequence(machine.address(dy), step, units)
      : isLast
        ? { at: machine.address(dy), row: 4 * units }
        : pass.nothing;
    const following = isLast ? pass.nothing : ofState;
    padding?.before(following, given);
    run.step(step, following, given);
    maskStates(machine, sizes, ofState, mask);
    padding?.after(input, { change, ofState, dSums: { at: dSums.at(step), row: 4 * sums } });
    if (dx !== undefined) {
      pass.copyRows(change, pass.ofSequence(machine.address(dx), input, features), features);
    }
  };
  for (let end = steps; end > 0; ) {
    const start = together * Math.floor((end - 1) / together);
    machine.overRows(batch, () => {
      for (let step = end - 1; step >= start; step--) back(step);
    });
    run.add({ start, steps: end - start, isFirst: end === steps });
    end = start;
  }
  pass.copy(dWeights, machine.address(dKernel), features * sums);
  pass.copy(dWeights + 4 * features * sums, machine.address(dRecurrent), units * sums);
  const gradients = [...(dx ? [dx] : []), dKernel, dRecurrent];
  if (bias != null) {
    const dBias = machine.output(bias.shape);
    const x = machine.address(run.dSums);
    machine.run(sum, {
      ...{
        x,
        out: machine.address(dBias),
        outer: 1,
        count: steps * batch,
        inner: sums,
        row: 4 * sums,
        scale: 1,
      },
    });
    gradients.push(dBias);
  }
  pass.release();
  return gradients;
}

/** Where a step is padding, the gradients of its state pass to the step before, and there are no others. */
class PaddingGradients {
  readonly #pass: SequencePass;
  readonly #dCells: Rows | undefined;
  readonly #present: number;
  readonly #state: KeptRows;
  readonly #cells: KeptRows;
  readonly #zeros: Rows;

  constructor(pass: SequencePass, { dCells }: Pick<BackwardSteps, 'dCells'>, present: number) {
    const { features, units, sums } = pass.sizes;
    this.#pass = pass;
    this.#dCells = dCells;
    this.#present = present;
    this.#state = new KeptRows(pass, units);
    this.#cells = new KeptRows(pass, units);
    this.#zeros = { at: pass.zeros(Math.max(features, sums)), row: 0 };
  }

  before(following: Rows, given: Rows): void {
    this.#state.keepSum(following, given);
    if (this.#dCells !== undefined) this.#cells.keep(this.#dCells);
  }

  after(input: number, { change, ofState, dSums }: Readonly<Record<'change' | 'ofState' | 'dSums', Rows>>) {
    const pass = this.#pass;
    const { features, sums } = pass.sizes;
    const flags = pass.ofSequence(this.#present, input, 1);
    if (pass.attributes.hasInputGradient) clearRows(pass, this.#zeros, change, flags, features);
    this.#state.putBack(ofState, flags);
    if (this.#dCells !== undefined) this.#cells.putBack(this.#dCells, flags);
    clearRows(pass, this.#zeros, dSums, flags, sums);
  }
}
