import { type Fault, FaultsError } from '../faults/errors.ts';

/** A fault of a user's module, which `file` names as the space file does. */
export function moduleFault(
  file: string,
  field: string,
  law: string,
  more: { readonly value?: unknown; readonly line?: number | undefined } = {},
): FaultsError {
  const { value, line } = more;
  const fault: Fault = {
    ...{ file, field, law },
    ...(value === undefined ? {} : { value }),
    ...(line === undefined ? {} : { line }),
  };
  return new FaultsError([fault]);
}
