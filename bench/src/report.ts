import { cpus, totalmem } from "node:os";
import type { Violation } from "@chickpay/api/ledger";
import type { Growth } from "./scenarios/growth.ts";
import type { Latency } from "./scenarios/latency.ts";
import type { Subscriptions } from "./scenarios/subscriptions.ts";
import { KINDS, type Throughput } from "./scenarios/throughput.ts";
import { SHAPES } from "./shapes.ts";

/** What `--json` writes. Latencies are milliseconds, rates per second; what was not measured is missing. */
export interface Report {
  at: string;
  command: string;
  machine: { cpu: string; cores: number; memoryGiB: number };
  versions: { node: string; postgres: string };
  settings: Record<string, string>;
  /** Share of the whole machine that the load generator used while it measured. */
  generatorCpuShare: number;
  throughput?: Throughput;
  ratios?: Ratios;
  reads?: { me: number; history: number };
  latency?: Record<string, Latency>;
  subscriptions?: Subscriptions;
  scale?: { one: number; two: number };
  growth?: Growth;
  invariants: "ok" | Violation[];
}

export type Ratios = ReturnType<typeof ratiosOf>;

export function ratiosOf({ b1, b2, engine, full }: Throughput) {
  return {
    fullVsB1: full.uniform / b1.uniform,
    fullVsB2: full.uniform / b2.uniform,
    engineVsB2: engine.uniform / b2.uniform,
    hotVsUniform: full.hot / full.uniform,
    hotVsHotB1: full.hot / b1.hot,
  };
}

export function machine(): Report["machine"] {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

export const LABELS = {
  b0: "B0 naive TypeORM",
  b1: "B1 explicit SQL transaction",
  b2: "B2 one SQL function call",
  engine: "E  engine alone",
  full: "G  full stack, GraphQL over HTTP",
} as const;

export function asText(report: Report): string {
  const { machine, versions, settings, throughput, ratios } = report;
  const lines = [
    "",
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB; Node ${versions.node}, PostgreSQL ${versions.postgres}`,
    Object.entries(settings)
      .map(([name, setting]) => `${name}=${setting}`)
      .join(", "),
    `the generator used ${percent(report.generatorCpuShare)} of the machine`,
  ];
  if (throughput) {
    lines.push("", `transfers/s, best of its kind      ${SHAPES.map((shape) => shape.padStart(9)).join("")}`);
    for (const kind of KINDS) {
      const rates = SHAPES.map((shape) => rate(throughput[kind][shape]).padStart(9));
      lines.push(`${LABELS[kind].padEnd(35)}${rates.join("")}`);
    }
  }
  if (ratios) {
    lines.push("", "ratios");
    for (const [name, value] of Object.entries(ratios)) lines.push(`  ${name.padEnd(14)} ${value.toFixed(2)}`);
  }
  if (report.reads) lines.push("", `reads/s: me ${rate(report.reads.me)}, history ${rate(report.reads.history)}`);
  if (report.latency) {
    lines.push("", "latency, open loop, ms      P50      P95      P99    P99.9   errors");
    for (const [pace, { p50, p95, p99, p999, errors }] of Object.entries(report.latency)) {
      const figures = [p50, p95, p99, p999].map((each) => each.toFixed(1).padStart(9)).join("");
      lines.push(`  ${pace.padStart(6)}/s           ${figures}${String(errors).padStart(9)}`);
    }
  }
  if (report.subscriptions) {
    const { watchers, p50, p99 } = report.subscriptions;
    lines.push("", `${watchers} watchers of one account, ms: P50 ${p50.toFixed(1)}, P99 ${p99.toFixed(1)}`);
  }
  if (report.scale) {
    lines.push("", `API processes, transfers/s: one ${rate(report.scale.one)}, two ${rate(report.scale.two)}`);
  }
  if (report.growth) {
    const { accounts, active, postings, slowdown, engineSlowdown, engineSlowdownAllAccounts } = report.growth;
    lines.push(
      "",
      `a book of ${accounts.toLocaleString("en")} accounts, ${active.toLocaleString("en")} of them active, and ${postings.toLocaleString("en")} postings costs ${percent(slowdown)}`,
      `  the engine alone ${percent(engineSlowdown)}, ${percent(engineSlowdownAllAccounts)} when all accounts move`,
    );
  }
  const invariants = report.invariants === "ok" ? "ok" : JSON.stringify(report.invariants, null, 2);
  lines.push("", `invariants of the books: ${invariants}`);
  return lines.join("\n");
}

const rate = (perSecond: number) => (Number.isFinite(perSecond) ? perSecond.toFixed(0) : "-");
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
