import type { Source } from '../../graph/recording.ts';
import type { RecordedStep, RecordedUpdate } from './record-step.ts';

/** Ops whose output is their first input's memory. */
const aliases: readonly string[] = ['Reshape', 'ExpandDims', 'Squeeze', 'Identity'];

/** The operations of a step that read a variable. */
export class Readers {
  readonly #step: RecordedStep;
  readonly #live: ReadonlySet<number>;

  constructor(step: RecordedStep) {
    this.#step = step;
    const updated = step.updates.flatMap(({ inputs }) => inputs);
    this.#live = this.#needed([step.loss, ...step.assigned.values(), ...updated]);
  }

  /**
   * The operations that read the updated variable and that the update's own inputs do not need. A kernel that runs before
   * them copies the variable, since they hold its memory.
   */
  besides({ variables: [variable], inputs }: RecordedUpdate): number[] {
    const needed = this.#needed(inputs);
    const index = this.#step.variables.indexOf(variable);
    return this.#of({ kind: 'variable', variable: index }).filter((operation) => !needed.has(operation));
  }

  /** The live operations that hold a value's memory while they run. */
  #of(value: Source): number[] {
    return this.#step.operations.flatMap(({ op, inputs }, operation) => {
      if (!this.#live.has(operation) || !inputs.some((input) => isSame(input, value))) return [];
      const own = aliases.includes(op) ? this.#of({ kind: 'operation', operation, output: 0 }) : [];
      return [operation, ...own];
    });
  }

  /** The operations that these values are computed by. */
  #needed(values: readonly Source[]): Set<number> {
    const needed = new Set<number>();
    const waiting = [...values];
    for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
      if (value.kind !== 'operation' || needed.has(value.operation)) continue;
      needed.add(value.operation);
      waiting.push(...(this.#step.operations[value.operation]?.inputs ?? []));
    }
    return needed;
  }
}

function isSame(one: Source, other: Source): boolean {
  if (one.kind === 'variable') return other.kind === 'variable' && one.variable === other.variable;
  return one.kind === 'operation' && other.kind === 'operation' && one.operation === other.operation;
}
