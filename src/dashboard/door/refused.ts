import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { HpsearchError, MissingError } from '../../faults/errors.ts';
import type { Message, Wording } from '../../faults/message.ts';
import { describeSystemFault, systemFault } from '../../files/system-fault.ts';
import { DatabaseError } from '../../store/database-error.ts';

/** A request that is answered with this status and a sentence. */
export class Refused extends HpsearchError {
  override readonly name = 'Refused';
  readonly status: ContentfulStatusCode;

  constructor(status: ContentfulStatusCode, text: Message) {
    super(text);
    this.status = status;
  }
}

export interface AnsweredFault {
  readonly status: ContentfulStatusCode;
  readonly error: string;
  /** True for a fault of hpsearch itself. */
  readonly isOurs: boolean;
}

/** The status and the sentence for an error; a database that cannot be read for now is no fault of the request. */
export function answeredFault(error: unknown, words: Wording): AnsweredFault {
  if (error instanceof HpsearchError) {
    return { status: statusOf(error), error: error.inWords(words), isOurs: false };
  }
  const fault = systemFault(error);
  if (fault !== undefined) return { status: 503, error: describeSystemFault(fault), isOurs: false };
  const reason = error instanceof Error ? error.message : String(error);
  return { status: 500, error: `this is a fault of hpsearch itself: ${reason}`, isOurs: true };
}

function statusOf(error: HpsearchError): ContentfulStatusCode {
  if (error instanceof Refused) return error.status;
  if (error instanceof MissingError) return 404;
  return error instanceof DatabaseError ? 503 : 400;
}
