/** A few connections to the server of a store, for statements that are not the store's own. */
export interface ServerConnection {
  /** Repeats the statement when the connection is lost, so it must be one that may run twice. */
  query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  /** Holds a connection of its own. `onLost`: it has ended, and nothing more is heard. */
  listen(channel: string, onMessage: () => void, onLost: (error: Error) => void): Promise<Listener>;
  close(): Promise<void>;
}

export interface Listener {
  close(): Promise<void>;
}
