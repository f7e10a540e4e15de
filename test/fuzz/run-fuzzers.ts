import { randomFor } from '../../src/statistics/random.ts';
import { CommandServer } from './command-server.ts';
import { type Finding, signatureOf, writeFinding } from './findings.ts';
import type { FuzzCase, Fuzzer, Outcome } from './fuzzer.ts';
import { runCase, type Workplace } from './run-case.ts';
import { shrink } from './shrink.ts';
import { Stock } from './stock.ts';

export interface Planned {
  readonly fuzzer: Fuzzer;
  readonly index: number;
}

export interface FuzzRequest {
  readonly seed: number;
  /** The cases, in the order in which they begin. It may depend on the clock how many are taken, never what they are. */
  readonly plan: Iterable<Planned>;
  /** How many cases run at once. */
  readonly lanes: number;
  /** Where failing cases are written, made smaller; left out, they are only reported. */
  readonly failures?: string | undefined;
  onCase?(planned: Planned, outcome: Outcome): void;
}

export interface FuzzerCount {
  cases: number;
  commands: number;
  failed: number;
  seconds: number;
  /** Processor time of the commands that ran in a server. */
  processorSeconds: number;
  /** Exit code → number of commands. */
  readonly endings: Record<string, number>;
}

export interface FuzzReport {
  readonly seed: number;
  readonly counts: Readonly<Record<string, FuzzerCount>>;
  readonly findings: readonly Finding[];
}

/** Runs the planned cases and counts how they end. */
export async function runFuzzers(request: FuzzRequest): Promise<FuzzReport> {
  const stock = new Stock(new CommandServer());
  const campaign = new Campaign(request, stock);
  const cases = request.plan[Symbol.iterator]();
  const servers = Array.from({ length: request.lanes }, () => new CommandServer());
  const lane = async (server: CommandServer) => {
    for (let next = cases.next(); !next.done; next = cases.next())
      await campaign.run(next.value, { server, stock });
  };
  try {
    await Promise.all(servers.map(lane));
  } finally {
    for (const server of servers) server.close();
    stock.remove();
  }
  return campaign.report();
}

class Campaign {
  readonly #request: FuzzRequest;
  readonly #stock: Stock;
  readonly #counts: Record<string, FuzzerCount> = {};
  readonly #findings = new Map<string, Finding>();

  constructor(request: FuzzRequest, stock: Stock) {
    this.#request = request;
    this.#stock = stock;
  }

  report(): FuzzReport {
    const findings = [...this.#findings.values()].sort((one, other) => other.times - one.times);
    return { seed: this.#request.seed, counts: this.#counts, findings };
  }

  async run(planned: Planned, workplace: Workplace): Promise<void> {
    const { fuzzer, index } = planned;
    const startedAt = performance.now();
    const fuzzCase = await fuzzer.next(randomFor(this.#request.seed, fuzzer.name, index), this.#stock);
    const outcome = await runCase(fuzzer, fuzzCase, workplace);
    this.#count(fuzzer.name, outcome, (performance.now() - startedAt) / 1000);
    this.#request.onCase?.(planned, outcome);
    for (const fault of outcome.faults) await this.#record(planned, fuzzCase, fault, workplace);
  }

  #count(name: string, { runs, faults }: Outcome, seconds: number): void {
    this.#counts[name] ??= { cases: 0, commands: 0, failed: 0, seconds: 0, processorSeconds: 0, endings: {} };
    const count = this.#counts[name];
    count.cases++;
    count.commands += runs.length;
    count.seconds += seconds;
    if (faults.length > 0) count.failed++;
    for (const { code, processorSeconds } of runs) {
      count.endings[String(code)] = (count.endings[String(code)] ?? 0) + 1;
      count.processorSeconds += processorSeconds;
    }
  }

  async #record(
    { fuzzer, index }: Planned,
    fuzzCase: FuzzCase,
    fault: string,
    workplace: Workplace,
  ): Promise<void> {
    const signature = signatureOf(fuzzer.name, fault);
    const known = this.#findings.get(signature);
    if (known !== undefined) {
      known.times++;
      return;
    }
    const repeat = `npm run fuzz -- --seed ${this.#request.seed} --only ${fuzzer.name} --case ${index}`;
    const finding: Finding = {
      fuzzer: fuzzer.name,
      case: index,
      title: fuzzCase.title,
      fault,
      times: 1,
      repeat,
    };
    this.#findings.set(signature, finding);
    const { failures } = this.#request;
    if (failures === undefined) return;
    const hasIt = ({ faults }: Outcome) =>
      faults.some((each) => signatureOf(fuzzer.name, each) === signature);
    // A case that hangs takes its deadline each time.
    const smallest = /did not end|took/.test(fault)
      ? fuzzCase
      : await shrink(fuzzCase, async (smaller) => hasIt(await runCase(fuzzer, smaller, workplace)));
    finding.folder = await writeFinding(finding, smallest, this.#stock, failures);
  }
}
