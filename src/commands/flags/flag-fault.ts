import { UsageError } from '../../faults/errors.ts';

/** Stands in the place of a flag's value that breaks its constraint, until all faults of the command line are known. */
export class FlagFault {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** A check of a flag's value as yargs's `coerce`, which would end with the first one that throws. */
export function flagCheck<T>(check: (value: unknown) => T): (value: unknown) => T {
  return (value) => {
    try {
      return check(value);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      // No command sees it: CommandLineFaults throws before one begins.
      return new FlagFault(error.message) as T;
    }
  };
}
