/** An event as a stream sends it; `id` lets a client resume. */
export interface StreamEvent {
  readonly event: 'change' | 'epochs' | 'run' | 'requests' | 'job' | 'problem';
  readonly data: unknown;
  readonly id?: number;
}

/** Chunks that wait for a client that does not read: it is let go, and connects again. */
const mostWaiting = 200;
const pingMilliseconds = 15_000;

export interface EventSink {
  send(event: StreamEvent): void;
  close(): void;
}

/**
 * The body of an answer with server-sent events (HTML standard, section 9.2). `onOpen` receives its sink and returns what
 * is called once the client is gone.
 */
export function eventStream(onOpen: (sink: EventSink) => () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOpen = true;
        const write = (text: string) => {
          if (!isOpen) return;
          if ((controller.desiredSize ?? 0) < -mostWaiting) end();
          else controller.enqueue(encoder.encode(text));
        };
        const ping = setInterval(() => write(': ping\n\n'), pingMilliseconds);
        ping.unref();
        const sink: EventSink = {
          send: ({ event, data, id }) =>
            write(
              `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`,
            ),
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
        write(': open\n\n');
      },
      cancel: () => end(),
    },
    { highWaterMark: 16 },
  );
}
