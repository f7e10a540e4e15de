import { setPriority } from 'node:os';

/** The lowest: pages on other machines would take nothing of this one's processor. */
const niceness = 19;
const clients = 50;
/** As the page does, after a change. */
const findingsEachMs = 4000;

export interface Followed {
  readonly changes: number;
  readonly requests: number;
  readonly errors: readonly string[];
}

const [, , url = '', study = ''] = process.argv;
const found = { changes: 0, requests: 0, errors: [] as string[] };
setPriority(niceness);

/** Gets the data that a page asks for. */
async function get(path: string): Promise<void> {
  const response = await fetch(new URL(`/api/studies/${study}/${path}`, url));
  await response.arrayBuffer();
  found.requests++;
  if (response.status !== 200) found.errors.push(`${path}: ${response.status}`);
}

async function follow(): Promise<void> {
  await Promise.all([get('head'), get('trials')]);
  const { body } = await fetch(new URL(`/api/studies/${study}/events`, url));
  const decoder = new TextDecoder();
  let text = '';
  let isLoading = false;
  let isFinding = false;
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    const blocks = (text + decoder.decode(part, { stream: true })).split('\n\n');
    text = blocks.pop() as string;
    for (const block of blocks) {
      if (block.startsWith('event: problem')) found.errors.push(block);
      const [, changedAt] = /^event: change\nid: (.*)$/m.exec(block) ?? [];
      if (changedAt === undefined) continue;
      found.changes++;
      if (!isLoading) {
        isLoading = true;
        const loads = Promise.all([get('head'), get(`trials?since=${changedAt}`)]);
        void loads.catch(note).finally(() => {
          isLoading = false;
        });
      }
      if (isFinding) continue;
      isFinding = true;
      setTimeout(async () => {
        isFinding = false;
        for (const path of ['runs', 'scheduling', 'curves', 'verdict', 'importance'])
          await get(path).catch(note);
      }, findingsEachMs);
    }
  }
}

function note(error: unknown): void {
  found.errors.push(`${error} ${(error as Error).cause ?? ''}`);
}

process.once('message', () => process.send?.(found satisfies Followed, () => process.exit()));
for (let client = 0; client < clients; client++) void follow().catch(note);
