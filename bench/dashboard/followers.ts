import { setPriority } from 'node:os';

/** The lowest: pages on other machines would take nothing of this one's processor. */
const niceness = 19;
const clients = 50;

export interface Followed {
  readonly changes: number;
  readonly requests: number;
  readonly errors: readonly string[];
}

const [, , url = '', study = ''] = process.argv;
const found = { changes: 0, requests: 0, errors: [] as string[] };
setPriority(niceness);

/** Gets the data that a page asks for. */
async function get(path: string): Promise<string> {
  const response = await fetch(new URL(`/api/studies/${study}/${path}`, url));
  const answer = await response.text();
  found.requests++;
  if (response.status !== 200) found.errors.push(`${path}: ${response.status}`);
  return answer;
}

async function follow(): Promise<void> {
  const [head] = (await Promise.all([get('head'), get('trials')])) as [string, string];
  let known = (JSON.parse(head) as { changedAt: number }).changedAt;
  void getAll(['runs', 'scheduling', 'curves', 'verdict', 'importance']);
  const { body } = await fetch(new URL(`/api/studies/${study}/events`, url));
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    const blocks = (text + decoder.decode(part, { stream: true })).split('\n\n');
    text = blocks.pop() as string;
    for (const block of blocks) {
      const [, event, data = ''] = /^event: (.*)\n(?:id: .*\n)?data: (.*)$/.exec(block) ?? [];
      if (event === 'problem') found.errors.push(block);
      if (event === 'newer') void getAll(JSON.parse(data));
      if (event !== 'change') continue;
      found.changes++;
      const { changedAt, changes } = JSON.parse(data) as Change;
      if (changes === undefined ? changedAt > known : changes.since > known) {
        await Promise.all([get(`head?since=${known}`), get(`trials?since=${known}`)]).catch(note);
      }
      known = Math.max(known, changedAt);
    }
  }
}

/** An event of the server that trials have changed; most have what changed. */
interface Change {
  readonly changedAt: number;
  readonly changes?: { readonly since: number };
}

async function getAll(resources: readonly string[]): Promise<void> {
  for (const resource of resources) await get(resource).catch(note);
}

function note(error: unknown): void {
  found.errors.push(`${error} ${(error as Error).cause ?? ''}`);
}

process.once('message', () => process.send?.(found satisfies Followed, () => process.exit()));
for (let client = 0; client < clients; client++) void follow().catch(note);
