import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { ended, launch, temporaryDirectory } from '../e2e/hpsearch.ts';

it('a worker that waits for a server leaves at the first signal', async () => {
  const folder = temporaryDirectory();
  try {
    const port = await freePort();
    const child = launch(
      ['worker', '--db', `postgres://nobody:secret@127.0.0.1:${port}/none`],
      folder.directory,
    );
    const end = ended(child);
    child.stderr.on('data', (text) => {
      if (String(text).includes('waiting until it can')) child.kill('SIGTERM');
    });
    const { code, stderr } = await end;
    expect(code).toBe(130);
    expect(stderr).toContain('asked to leave before the database answered');
    expect(stderr).not.toContain('secret');
  } finally {
    folder.remove();
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
