import { existsSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findInstallation } from '../../src/training/native/installation.ts';
import { neededBytes } from '../../src/training/native/requirements.ts';
import { seekTfjsNode } from '../../src/training/native/tfjs-node.ts';
import { compilerThatFails, type FakeTools, launchWith, npmOffline, pythonWhosePip } from './fake-tools.ts';
import { ended, json, type Run, recorded, run, temporaryDirectory, writeSpace } from './hpsearch.ts';

let directory: string;
let remove: () => void;
beforeEach(() => {
  ({ directory, remove } = temporaryDirectory());
});
afterEach(() => remove());

const backend = (tools: FakeTools, ...args: string[]): Promise<Run> =>
  ended(launchWith(tools, directory, ['backend', ...args]));

/** The files that an installation has left in HPSEARCH_HOME. */
const left = () => {
  const folder = join(directory, 'home/native');
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** Each process that loads TensorFlow takes a second for it, and several on a busy machine. */
const patient = { timeout: 180_000 };
const isPosix = process.platform !== 'win32';
const isLinux = process.platform === 'linux';
/** Beneath it every installation ends with another message than the one that is looked for. */
const hasRoom = (({ bavail, bsize }) => bavail * bsize > neededBytes)(statfsSync(tmpdir()));
const wheel = ': > "$TMPDIR/tensorflow.whl"';

test('backend shows examples, and names its actions when given another one', async () => {
  const help = await run(['backend', '--help'], directory);
  expect(help.stdout).toContain('Examples:');
  const { code, stderr } = await run(['backend', 'status'], directory);
  expect(code).toBe(2);
  expect(stderr).toContain('<action>: must be one of install, remove, got "status"');
});

test('a backend that is not installed is named together with the command that installs it', async () => {
  writeSpace(directory);
  const { code, stderr } = await ended(
    launchWith({}, directory, ['start', 'space.json', '--trials', '1', '--no-check', '--backend', 'native']),
  );
  if (code === 0) return; // npm has installed it beside hpsearch.
  expect(code).toBe(2);
  expect(stderr).toMatch(/backend native does not load here: .+; hpsearch backend install installs it\n$/);
});

describe.skipIf(!isPosix || !hasRoom)('backend install', () => {
  test('says that npm is missing', async () => {
    const { code, stdout, stderr } = await backend({}, 'install', '--quiet');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('hpsearch: npm is missing; it comes with Node\n');
    expect(left()).toEqual([]);
  });

  test('says why npm cannot fetch tfjs-node', async () => {
    const npm = 'echo "npm error network request to the registry failed" >&2; exit 1';
    const { code, stderr } = await backend({ npm: `\n${npm}` }, 'install', '--quiet');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^hpsearch: npm cannot fetch tfjs-node 4\.22\.0: .*request to the registry failed\n$/,
    );
    expect(left()).toEqual([]);
  });

  test('says where it cannot write, and what to do', async () => {
    writeFileSync(join(directory, 'home'), 'a file');
    const { code, stderr } = await backend({ npm: npmOffline }, 'install');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^hpsearch: cannot install in .+: ENOTDIR.+; HPSEARCH_HOME names another place\n$/,
    );
  });
});

describe.skipIf(!isLinux || !hasRoom)(
  'backend install, where tfjs-node’s own download is out of reach',
  () => {
    const all: FakeTools = { npm: npmOffline, python3: pythonWhosePip(wheel), 'c++': compilerThatFails };

    test('says so in a line, and everything that is missing for another way at once', async () => {
      const { code, stderr } = await backend({ npm: npmOffline }, 'install');
      expect(code).toBe(2);
      expect(stderr).toContain('own download cannot be used (Error: getaddrinfo ENOTFOUND nowhere.invalid)');
      expect(stderr).toMatch(/this machine lacks\n- python3, .+\n- a C\+\+ compiler: .+\n$/);
      expect(left()).toEqual([]);
    });

    test.each<[string, FakeTools, RegExp]>([
      ['pip', { python3: '\n[ "$1" = --version ]' }, /lacks\n- pip, the installer of python3 .+\n$/],
      ['a compiler', { 'c++': '\nexit 1' }, /lacks\n- a C\+\+ compiler: .+\n$/],
      [
        'a package index',
        {
          python3: pythonWhosePip(
            'echo "Could not fetch URL x"; echo "ERROR: No matching distribution found" >&2; exit 1',
          ),
        },
        /pip reaches no package index that has .+ 2\.21\.0/,
      ],
      [
        'a wheel for this machine',
        {
          python3: pythonWhosePip(
            'echo "none of the wheel\'s tags fit"; echo "ERROR: No matching distribution found" >&2; exit 1',
          ),
        },
        /the package index has no wheel of .+ 2\.21\.0 for linux/,
      ],
      [
        'anything else that pip wants',
        { python3: pythonWhosePip('echo "ERROR: [Errno 28] No space left on device" >&2; exit 1') },
        /pip cannot download .+: ERROR: \[Errno 28\] No space left on device\n$/,
      ],
      [
        'a working compiler',
        {},
        /c\+\+ cannot compile tfjs-node's binding: quiet\.cc:1:10: fatal error: cstdlib/,
      ],
    ])('says that it lacks %s, and leaves nothing', async (_, tools, message) => {
      const { code, stdout, stderr } = await backend({ ...all, ...tools }, 'install', '--quiet');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(left()).toEqual([]);
    });

    test('ends at Ctrl-C with nothing left, neither files nor processes', async () => {
      const slow = pythonWhosePip('echo $$ > "$HPSEARCH_HOME/pid"; exec /bin/sleep 60');
      const child = launchWith({ ...all, python3: slow }, directory, ['backend', 'install']);
      const result = ended(child);
      const pid = await vi.waitUntil(() => readIfThere(join(directory, 'home/pid')), { timeout: 30_000 });
      expect(left()).toHaveLength(1);
      child.kill('SIGINT');
      const { code, stderr } = await result;
      expect(code).toBe(130);
      expect(stderr).toContain('interrupted; nothing was installed');
      expect(left()).toEqual([]);
      expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
    });

    test('removes at its next start what a killed installation has left', async () => {
      const slow = pythonWhosePip('echo $$ > "$HPSEARCH_HOME/pid"; exec /bin/sleep 60');
      const child = launchWith({ ...all, python3: slow }, directory, ['backend', 'install']);
      const result = ended(child);
      const pid = await vi.waitUntil(() => readIfThere(join(directory, 'home/pid')), { timeout: 30_000 });
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      process.kill(Number(pid), 'SIGKILL');
      await result;
      expect(left()).toHaveLength(1);
      expect((await backend(all, 'remove')).stdout).toBe('native TensorFlow is not installed\n');
      expect(left()).toEqual([]);
    });
  },
);

const installation = findInstallation();

// The files of the one that is installed stand in for a download: linked, which takes no time and no room.
describe.skipIf(!isLinux || !hasRoom || installation === undefined)(
  'backend install, where tfjs-node’s own download works',
  () => {
    const made = `${installation?.folder}/node_modules`;
    const npm = `
case "$1" in
  install) /bin/mkdir -p node_modules && /bin/cp -r $(/bin/ls -d ${made}/* | /bin/grep -v @tensorflow) node_modules
           /bin/mkdir -p node_modules/@tensorflow/tfjs-node && cd node_modules/@tensorflow/tfjs-node
           /bin/cp -r ${made}/@tensorflow/tfjs-node/package.json ${made}/@tensorflow/tfjs-node/dist . ;;
  rebuild) cd node_modules/@tensorflow/tfjs-node && /bin/cp -rl ${made}/@tensorflow/tfjs-node/deps ${made}/@tensorflow/tfjs-node/lib . ||
           /bin/cp -r ${made}/@tensorflow/tfjs-node/deps ${made}/@tensorflow/tfjs-node/lib . ;;
esac`;

    test(
      'installs it, finds it there the next time, again when forced or broken, and removes it',
      patient,
      async () => {
        const install = async (...args: string[]) => {
          const { code, stdout, stderr } = await backend({ npm }, 'install', '--json', ...args);
          expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('cannot') });
          return JSON.parse(stdout) as { isNew: boolean; folder: string; source: string; bytes: number };
        };
        const first = await install();
        expect(first).toMatchObject({ isNew: true, tfjsNode: '4.22.0', source: 'download' });
        expect(first.bytes).toBeGreaterThan(1e6);
        expect(left()).toHaveLength(1);
        expect(await install()).toMatchObject({ isNew: false, folder: first.folder });
        expect(await install('--force')).toMatchObject({ isNew: true, folder: first.folder });
        rmSync(join(first.folder, 'node_modules/@tensorflow/tfjs-node/lib'), { recursive: true });
        expect(await install()).toMatchObject({ isNew: true, folder: first.folder });
        const { stdout } = await ended(launchWith({}, directory, ['doctor', '--json']));
        expect(JSON.parse(stdout).nativeFolder).toContain(first.folder);
        const removed = await backend({}, 'remove', '--json');
        expect(JSON.parse(removed.stdout)).toMatchObject({ folders: [first.folder] });
        expect(left()).toEqual([]);
      },
    );
  },
);

describe.skipIf(seekTfjsNode() === undefined)('a search on native TensorFlow', () => {
  test('gives the same trials, bit for bit, with 1, 2 and 4 workers', patient, async () => {
    writeSpace(directory, { training: { maxEpochs: 3 }, search: { trials: 4 } });
    const tables = [];
    for (const workers of ['1', '2', '4']) {
      const db = `${workers}.db`;
      const { code, stderr } = await run(
        ['start', 'space.json', '--backend', 'native', '--workers', workers, '--db', db, '--quiet'],
        directory,
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      tables.push(await recorded(join(directory, db)));
    }
    expect(tables[0]).toHaveLength(4);
    expect(tables[0]?.map((trial) => trial.backend)).toEqual(Array(4).fill('native'));
    expect(tables[1]).toEqual(tables[0]);
    expect(tables[2]).toEqual(tables[0]);
  });

  test('is seen by doctor', async () => {
    const { backends } = await json<{ backends: { name: string; reason: string | null }[] }>(
      ['doctor'],
      directory,
    );
    expect(backends[0]).toMatchObject({ name: 'native', reason: null });
  });
});

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
