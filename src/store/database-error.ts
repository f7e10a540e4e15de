import { describeFault, type Fault, UsageError } from '../faults/errors.ts';

/** A database that is unusable, or busy for now: its location and the reason, in one line. */
export class DatabaseError extends UsageError {}

/** A row with content that hpsearch never writes; the caller that knows the location makes a DatabaseError of it. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  readonly fault: Omit<Fault, 'file'>;

  constructor(fault: Omit<Fault, 'file'>) {
    super(describeFault({ file: 'database', ...fault }));
    this.fault = fault;
  }
}
