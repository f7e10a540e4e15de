import type { FuzzCase, Run } from './fuzzer.ts';
import { compareSnapshots, type Snapshot } from './snapshot.ts';

const endings = [0, 2, 3, 4, 130];
const mostLines = 25;
const mostCharactersOfALine = 5_000;
/** A command that answers a wrong input has no more to do than this. */
const mostProcessorSeconds = 20;

/** The faults of one command, whatever its input was; empty when there are none. */
export function faultsOfRun(run: Run, fuzzCase: FuzzCase, before: Snapshot, after: Snapshot): string[] {
  return [
    ...run.breaches,
    ...faultsOfEnding(run),
    ...faultsOfTexts(run),
    ...faultsOfFiles(run, fuzzCase, before, after),
  ].map((fault) => `${run.args[0] ?? 'hpsearch'}: ${fault}`);
}

function faultsOfEnding({ code, stderr, stdout, processorSeconds }: Run): string[] {
  const faults: string[] = [];
  const said = stderr.replace(warningOfModule, '');
  const trace = /^ {4}at .*|.*fault of hpsearch itself.*|.*\(node:\d+\).*|.*node:internal.*/m.exec(said);
  if (trace !== null) faults.push(`shows a trace: ${traceOf(stderr)}`);
  else if (code !== null && !endings.includes(code)) faults.push(`ended with ${code}`);
  if (code !== 0 && code !== null && stderr.trim() === '' && stdout.trim() === '')
    faults.push('says nothing');
  if (processorSeconds > mostProcessorSeconds)
    faults.push(`took ${Math.round(processorSeconds)} s of the processor`);
  return faults;
}

/** A warning that hostile-code.ts asks Node to print is the module's own text. */
const warningOfModule = /^\(node:\d+\) Warning: a warning\n(?:\(Use .node --trace-warnings.*\n)?/gm;

function traceOf(stderr: string): string {
  const lines = stderr.split('\n');
  const first = lines.findIndex((line) => /^\S*Error|fault of hpsearch/.test(line));
  return shortened(lines.slice(Math.max(0, first), first + 4).join(' '), 300);
}

/** All control and bidirectional characters but the line feed and the tabulator. */
const steering = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

function faultsOfTexts(run: Run): string[] {
  const { args, code, stdout, stderr } = run;
  const faults: string[] = [];
  const shown = printsData(args) ? stderr : `${stdout}${stderr}`;
  const found = steering.exec(shown);
  if (found !== null) {
    const around = shown.slice(Math.max(0, found.index - 60), found.index + 20);
    faults.push(`shows a control or bidirectional character raw: ${JSON.stringify(around)}`);
  }
  const lines = stderr.trimEnd().split('\n');
  if (code === 2 && lines.length > mostLines) faults.push(`explains itself in ${lines.length} lines`);
  if (lines.some((line) => line.length > mostCharactersOfALine))
    faults.push('shows a line that is too long to read');
  if (wantsJson(args) && (code === 0 || stdout.trim() !== '') && !isJson(stdout)) {
    faults.push(`prints other than one JSON document: ${JSON.stringify(stdout.slice(0, 100))}`);
  }
  return faults;
}

/** Predictions and JSON documents hold what the user's files hold; all other output is for people. */
function printsData(args: readonly string[]): boolean {
  return args[0] === 'predict' || wantsJson(args);
}

function wantsJson(args: readonly string[]): boolean {
  const asksForText = args.some((word) =>
    /^(--help|--version|--get-yargs-completions|--no-json|--json=|--json\.|--no-help|--)$/.test(word),
  );
  return args.includes('--json') && !asksForText && args[0] !== 'completion' && !args.includes('completion');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Nothing that existed is changed, nothing is left behind by a refusal, and new files are those that were asked for. */
function faultsOfFiles(
  { args, code }: Run,
  { mayChange = [] }: FuzzCase,
  before: Snapshot,
  after: Snapshot,
): string[] {
  const { added, changed } = compareSnapshots(before, after);
  const wanted = outputsOf(args);
  const isBelow = (path: string, folders: readonly string[]) =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const harmed = changed.filter((path) => !isBelow(path, mayChange));
  const left = code === 2 ? added : added.filter((path) => !isBelow(path, wanted));
  const listed = (paths: readonly string[]) => shortened(paths.slice(0, 5).join(', '));
  return [
    ...(harmed.length > 0 ? [`changed or removed ${listed(harmed)}`] : []),
    ...(left.length > 0 ? [`left ${listed(left)} behind`] : []),
  ];
}

const outputFlag = /^--(out|html|to|db)(?:=(.*))?$/s;

function outputsOf(args: readonly string[]): string[] {
  const given = args.flatMap((word, index) => {
    const [flag, , value = args[index + 1]] = outputFlag.exec(word) ?? [];
    return flag === undefined || value === undefined ? [] : [value.replace(/^\.\/|\/+$/g, '')];
  });
  return ['hpsearch.db', ...given];
}

function shortened(text: string, length = 200): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
