declare const WebAssembly: {
  instantiate: (bytes: Uint8Array, imports: object) => Promise<unknown>;
};

/**
 * Runs `work`, in which a library instantiates a WebAssembly module: the memory that the module defines is shared, so that
 * threads of this process can compute on it. It is not where it has no largest size, or is imported.
 */
export async function withSharedMemory<T>(work: () => Promise<T>): Promise<T> {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (bytes, imports) => instantiate(sharing(bytes), imports);
  try {
    return await work();
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

const memorySection = 5;
/** The flags of a memory that has a largest size, and of one that is shared too. */
const [bounded, shared] = [1, 3];

/** The same module with a shared memory (WebAssembly core specification, 5.5, and its threads proposal). */
function sharing(bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const header = 8;
  for (let at = header; at < changed.length; ) {
    const id = changed[at];
    const size = unsignedAt(changed, at + 1);
    const flags = size.end + 1;
    if (id === memorySection && changed[flags] === bounded) changed[flags] = shared;
    at = size.end + size.value;
  }
  return changed;
}

/** An LEB128 number, and where it ends. */
function unsignedAt(bytes: Uint8Array, start: number): { value: number; end: number } {
  let [value, at, shift] = [0, start, 0];
  for (; ; at++, shift += 7) {
    const byte = bytes[at] ?? 0;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, end: at + 1 };
  }
}
