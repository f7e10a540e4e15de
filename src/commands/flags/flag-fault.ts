import { UsageError } from '../../faults/errors.ts';

/** Replaces an invalid flag's value until all faults of the command line are known. */
export class FlagFault {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** A check of a flag's value for yargs's `coerce`, which would stop at the first error thrown. */
export function flagCheck<T>(check: (value: unknown) => T): (value: unknown) => T {
  return (value) => {
    try {
      return check(value);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      // No command receives it: CommandLineFaults throws before one begins.
      return new FlagFault(error.message) as T;
    }
  };
}
