import { type Code, type Routine, unsigned, type ValueType } from './routine.ts';

/** The parts of the WebAssembly JavaScript API used here; TypeScript declares them only for browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

export type Exported = Readonly<Record<string, (...operands: number[]) => void>>;

/** Compiles routines and those they call into a module on `memory`. Returns the given routines by name. */
export function assemble(routines: readonly Routine[], memory: object): Exported {
  const module = compile(routines, isShared(memory));
  return new WebAssembly.Instance(module, { heap: { memory } }).exports as Exported;
}

/** Compiles routines and those they call into a module that imports its memory, for any thread. */
export function compile(routines: readonly Routine[], hasSharedMemory: boolean): object {
  return new WebAssembly.Module(encode(routines, hasSharedMemory));
}

function isShared(memory: object): boolean {
  return (memory as { readonly buffer: unknown }).buffer instanceof SharedArrayBuffer;
}

const typeCodes: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

/** Encodes a module (WebAssembly core specification, 5.5) with a type per routine and one imported memory. */
function encode(exported: readonly Routine[], hasSharedMemory: boolean): Uint8Array<ArrayBuffer> {
  const routines = withCalled(exported);
  const indices = new Map(routines.map((each, index) => [each, index]));
  const types = routines.map(({ parameters }) => [
    0x60,
    list(Object.values(parameters).map((type) => typeCodes[type])),
    0,
  ]);
  const anyMemory = [0x02, hasSharedMemory ? [0x03, 0, unsigned(65_536)] : [0, 0]];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([[text('heap'), text('memory'), anyMemory]])),
    ...section(3, list(routines.map((_, index) => unsigned(index)))),
    ...section(7, list(exported.map((each) => [text(each.name), 0, each])), indices),
    ...section(10, list(routines.map((each) => functionBody(each, indices)))),
  ]);
}

/** The routines and everything they call, callees first. */
function withCalled(routines: readonly Routine[]): Routine[] {
  const found = new Set<Routine>();
  const visit = (code: Code): void => {
    if (typeof code === 'number' || 'index' in code) return;
    if (!('code' in code)) code.forEach(visit);
    else if (!found.has(code)) {
      visit(code.code().body);
      found.add(code);
    }
  };
  visit(routines);
  return [...found];
}

type Indices = ReadonlyMap<Routine, number>;

function functionBody({ code }: Routine, indices: Indices): number[] {
  const { locals, body } = code();
  const declared = list(locals.map((type) => [1, typeCodes[type]]));
  return sized(flat([declared, body, 0x0b], indices));
}

function section(id: number, content: Code, indices: Indices = new Map()): number[] {
  return [id, ...sized(flat(content, indices))];
}

function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

function flat(code: Code, indices: Indices, bytes: number[] = []): number[] {
  if (typeof code === 'number') bytes.push(code);
  else if ('code' in code) bytes.push(...unsigned(indices.get(code) as number));
  else if ('index' in code) bytes.push(0x20, ...unsigned(code.index));
  else for (const part of code) flat(part, indices, bytes);
  return bytes;
}

function list(items: readonly Code[]): Code {
  return [unsigned(items.length), items];
}

function text(value: string): Code {
  return list([...new TextEncoder().encode(value)]);
}
