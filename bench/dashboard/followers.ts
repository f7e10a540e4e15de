import { type IncomingMessage, get as request } from 'node:http';
import { setPriority } from 'node:os';
import { decodeBlock } from '../../src/plots/columns/column-block.ts';

/** The lowest: pages on other machines would take nothing of this one's processor. */
const niceness = 19;
const clients = 50;

export interface Followed {
  readonly changes: number;
  readonly requests: number;
  readonly errors: readonly string[];
  /** Processor time of all clients. */
  readonly seconds: number;
}

const [, , url = '', study = ''] = process.argv;
const found = { changes: 0, requests: 0, errors: [] as string[] };
let opening = clients;
setPriority(niceness);

/** Gets the data that a page asks for. */
async function get(path: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(`/api/studies/${study}/${path}`, url));
  const answer = await response.arrayBuffer();
  found.requests++;
  if (response.status !== 200) found.errors.push(`${path}: ${response.status}`);
  return answer;
}

async function follow(): Promise<void> {
  let known = changedAtIn(await get('overview'));
  const asked: Asked = { curves: undefined };
  await getAll(['runs', 'curves'], asked);
  let hasFindings = false;
  const stream = await streamOf(`/api/studies/${study}/events`);
  let text = '';
  for await (const part of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const blocks = (text + part).split('\n\n');
    text = blocks.pop() as string;
    for (const block of blocks) {
      const [, event, data = ''] = /^event: (.*)\n(?:id: .*\n)?data: (.*)$/.exec(block) ?? [];
      if (event === 'problem') found.errors.push(block);
      if (event === 'findings' && !hasFindings) {
        hasFindings = true;
        sayOpened();
      }
      if (event === 'newer') void getAll(JSON.parse(data), asked);
      if (event !== 'change') continue;
      found.changes++;
      const { changedAt, changes } = JSON.parse(data) as Change;
      if (changes === undefined ? changedAt > known : changes.since > known) {
        await get(`overview?since=${known}`).catch(note);
      }
      known = Math.max(known, changedAt);
    }
  }
}

/** Fifty streams of `fetch` would take more of the processor than the server that is measured. */
function streamOf(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(new URL(path, url), { agent: false }, resolve).on('error', reject);
  });
}

/** The first message of this process: every client has all that a page shows. */
function sayOpened(): void {
  opening--;
  if (opening === 0) process.send?.('opened');
}

function changedAtIn(block: ArrayBuffer): number {
  return decodeBlock<{ readonly changedAt: number }>(block).head.changedAt;
}

/** An event of the server that trials have changed; most have what changed. */
interface Change {
  readonly changedAt: number;
  readonly changes?: { readonly since: number };
}

/** When the curves that a client has changed last: it asks for those that have changed since. */
interface Asked {
  curves: number | undefined;
}

async function getAll(resources: readonly string[], asked: Asked): Promise<void> {
  for (const resource of resources) {
    const since = resource === 'curves' && asked.curves !== undefined ? `?since=${asked.curves}` : '';
    const answer = await get(resource + since).catch(note);
    if (resource === 'curves' && answer !== undefined) asked.curves = changedAtIn(answer);
  }
}

function note(error: unknown): void {
  found.errors.push(`${error} ${(error as Error).cause ?? ''}`);
}

process.once('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ ...found, seconds: (user + system) / 1e6 } satisfies Followed, () => process.exit());
});
for (let client = 0; client < clients; client++) void follow().catch(note);
