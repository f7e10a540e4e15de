/** An event as a stream sends it; `id` lets a client resume. */
export interface StreamEvent {
  readonly event: 'change' | 'epochs' | 'run' | 'requests' | 'findings' | 'newer' | 'job' | 'problem';
  readonly data: unknown;
  readonly id?: number;
}

/** Chunks that wait for a client that does not read: it is let go, and connects again. */
const mostWaiting = 200;
const pingMilliseconds = 15_000;

/** Events with their bytes: made once, and sent to all clients. */
export interface EventParcel {
  readonly events: readonly StreamEvent[];
  readonly bytes: Uint8Array;
}

export interface EventSink {
  send(parcel: EventParcel): void;
  close(): void;
}

const encoder = new TextEncoder();

export function parcelOf(events: readonly StreamEvent[]): EventParcel {
  const texts = events.map(
    ({ event, data, id }) =>
      `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`,
  );
  return { events, bytes: encoder.encode(texts.join('')) };
}

/**
 * The body of an answer with server-sent events (HTML standard, section 9.2). `onOpen` receives its sink and returns what
 * is called once the client is gone.
 */
export function eventStream(onOpen: (sink: EventSink) => () => void): ReadableStream<Uint8Array> {
  let end = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOpen = true;
        const write = (bytes: Uint8Array) => {
          if (!isOpen || bytes.length === 0) return;
          if ((controller.desiredSize ?? 0) < -mostWaiting) end();
          else controller.enqueue(bytes);
        };
        const ping = setInterval(() => write(encoder.encode(': ping\n\n')), pingMilliseconds);
        ping.unref();
        const sink: EventSink = {
          send: ({ bytes }) => write(bytes),
          close: () => end(),
        };
        const onClose = onOpen(sink);
        end = () => {
          if (!isOpen) return;
          isOpen = false;
          clearInterval(ping);
          onClose();
          try {
            controller.close();
          } catch {
            // The client has cancelled it.
          }
        };
        write(encoder.encode(': open\n\n'));
      },
      cancel: () => end(),
    },
    { highWaterMark: 16 },
  );
}
