/**
 * Instruction bytes, nested as composed. A variable stands for its value, a routine for its index in the module.
 */
export type Code = number | Variable | Routine | readonly Code[];

export type ValueType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128';

/** A parameter or a local variable of a routine. */
export interface Variable {
  readonly index: number;
  set(value: Code): Code;
}

/** How threads share a call. Each number of its results is the same sum in the same order in any division. */
export interface Division {
  /** How long a call takes, in multiplications of a large matrix product that take as long. */
  work(operands: readonly number[]): number;
  /** The operands of up to `count` parts. */
  partsOf(operands: readonly number[], count: number): number[][];
  /** The operands of the part of `length` things from `first`. */
  partOf(operands: readonly number[], first: number, length: number): number[];
}

/** A function of a module: parameters, local variables and code. It returns results only through memory. */
export interface Routine<Name extends string = string> {
  readonly name: string;
  readonly parameters: Readonly<Record<Name, ValueType>>;
  /** Writes the code when it is first wanted: a model needs few of the routines. */
  readonly code: () => WrittenCode;
  /** How threads share a call; undefined where one thread makes it. */
  readonly division?: Division;
}

interface WrittenCode {
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** Variables by name. */
export type Variables<Name extends string> = Readonly<Record<Name, Variable>>;

/** Creates a local variable. */
export type Allot = (type: ValueType) => Variable;

/**
 * Creates a routine: `write` receives the parameters and an allocator of local variables, and returns the code. It is called
 * once, when the code is first wanted.
 */
export function routine<Name extends string>(
  name: string,
  parameters: Readonly<Record<Name, ValueType>>,
  write: (parameters: Variables<Name>, allot: Allot) => Code,
): Routine<Name> {
  let written: WrittenCode | undefined;
  const code = () => {
    written ??= writtenCode(Object.keys(parameters) as Name[], write);
    return written;
  };
  return { name, parameters, code };
}

function writtenCode<Name extends string>(
  names: readonly Name[],
  write: (parameters: Variables<Name>, allot: Allot) => Code,
): WrittenCode {
  const locals: ValueType[] = [];
  const allot: Allot = (type) => variable(names.length + locals.push(type) - 1);
  const variables = Object.fromEntries(names.map((name, index) => [name, variable(index)]));
  return { locals, body: write(variables as Variables<Name>, allot) };
}

function variable(index: number): Variable {
  return { index, set: (value) => [value, 0x21, unsigned(index)] };
}

/** Calls a routine, which is thereby included in the same module. */
export function call<Name extends string>(
  called: Routine<Name>,
  operands: Readonly<Record<NoInfer<Name>, Code>>,
): Code {
  return [(Object.keys(called.parameters) as Name[]).map((each) => operands[each]), 0x10, called];
}

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
