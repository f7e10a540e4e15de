import { RequestError, request } from './request.ts';

/** An event of the server; `id` is the place from which a stream resumes. */
export interface ServerEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: string;
}

interface StreamHandlers {
  event(event: ServerEvent): void;
  /** The stream is open: true; or lost, and tried again: false. */
  connected(isConnected: boolean): void;
}

const longestWaitSeconds = 10;

/**
 * Reads the server's events until `signal` aborts, and connects again after a loss, with the last id. Not EventSource:
 * it sends no header, and a server that listens to other machines asks for the token.
 */
export async function readEvents(path: string, handlers: StreamHandlers, signal: AbortSignal): Promise<void> {
  let lastId: string | undefined;
  for (let waitSeconds = 1; !signal.aborted; waitSeconds = Math.min(longestWaitSeconds, 2 * waitSeconds)) {
    try {
      const headers = {
        accept: 'text/event-stream',
        ...(lastId !== undefined && { 'last-event-id': lastId }),
      };
      const { body } = await request(path, { headers, signal });
      handlers.connected(true);
      waitSeconds = 1;
      for await (const event of eventsOf(body as ReadableStream<Uint8Array>)) {
        lastId = event.id ?? lastId;
        handlers.event(event);
      }
    } catch (error) {
      // Refused for good, such as a study that is not there. Anything else: the next attempt says whether it is back.
      if (error instanceof RequestError && error.status < 500) return;
    }
    if (signal.aborted) return;
    handlers.connected(false);
    await pause(waitSeconds, signal);
  }
}

/** The events of a stream in the format of the HTML standard, section 9.2.6. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop() as string;
    for (const block of blocks) {
      const event = readBlock(block);
      if (event !== undefined) yield event;
    }
  }
}

/** Undefined for a block of comments, such as a ping. */
function readBlock(block: string): ServerEvent | undefined {
  const data: string[] = [];
  let event = 'message';
  let id: string | undefined;
  for (const line of block.split(/\r?\n/)) {
    const [, field, value = ''] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id') id = value;
  }
  return data.length === 0 ? undefined : { event, data: data.join('\n'), ...(id !== undefined && { id }) };
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, 1000 * seconds);
    signal.addEventListener('abort', end);
  });
}
