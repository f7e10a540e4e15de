import { type Fault, FaultsError } from '../faults/errors.ts';

/** A fault of a user's module; `file` is its name in the space file. */
export function moduleFault(
  file: string,
  field: string,
  constraint: string,
  more: { readonly value?: unknown; readonly line?: number | undefined } = {},
): FaultsError {
  const { value, line } = more;
  const fault: Fault = {
    ...{ file, field, constraint },
    ...(value === undefined ? {} : { value }),
    ...(line === undefined ? {} : { line }),
  };
  return new FaultsError([fault]);
}
