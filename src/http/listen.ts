import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';

export const loopback = '127.0.0.1';

/** Listens, and returns the port. UsageError that names the option for a port or a host that cannot be had. */
export async function listen(
  server: Server,
  { port, host = loopback }: { readonly port: number | undefined; readonly host?: string },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, port, host)));
    server.listen(port ?? 0, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function listenFault(error: NodeJS.ErrnoException, port: number | undefined, host: string): unknown {
  switch (error.code) {
    case 'EACCES':
      return new UsageError(message`${option('port')}: ${port ?? 0} may not be used: permission denied`);
    case 'EADDRINUSE':
      return new UsageError(message`${option('port')}: ${port ?? 0} is in use`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(message`${option('host')}: must be an address of this machine, got ${host}`);
    default:
      return error;
  }
}
