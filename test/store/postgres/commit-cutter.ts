import { connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { freePort } from '../../postgres/system.ts';

/**
 * The URL of a network in front of a server that breaks one connection at the next commit after `arm`: before it arrives,
 * or once the server has answered it, without the answer.
 */
export async function commitCutter(
  url: string,
): Promise<{ url: string; arm(when: 'before' | 'after'): void }> {
  const target = new URL(url);
  const { port: serverPort, hostname } = target;
  let armed: 'before' | 'after' | undefined;
  const relay = createServer((client) => {
    const server = connect(Number(serverPort), hostname);
    const end = () => [client, server].forEach((socket) => void socket.destroy());
    let isCutting = false;
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (bytes) => {
      const isCommit = armed !== undefined && bytes.includes('commit\0');
      const when = armed;
      if (isCommit) armed = undefined;
      if (isCommit && when === 'before') end();
      else server.write(bytes);
      isCutting ||= isCommit;
    });
    server.on('data', (bytes) => (isCutting ? end() : client.write(bytes)));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => relay.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void relay.close());
  target.port = String(port);
  return {
    url: target.href,
    arm: (when) => {
      armed = when;
    },
  };
}
