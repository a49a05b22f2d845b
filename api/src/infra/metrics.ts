import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** Figures for Prometheus, one registry a process. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly bookViolations: Gauge<"rule">;
  private readonly bookCheckedAt: Gauge;
  private readonly defaultPartitionRows: Gauge;
  private readonly partitionMonthsAhead: Gauge;
  private readonly eventsLeft: Gauge<"reader">;
  private readonly jobsGivenUp: Gauge<"task">;
  private readonly mails: Counter<"outcome">;
  private readonly mailsWaiting: Gauge;
  private readonly mailOldestSeconds: Gauge;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.bookViolations = new Gauge({
      name: "chickpay_book_rule_broken",
      help: "1 for a rule of the books that rows broke at the last check",
      labelNames: ["rule"],
      registers: [this.registry],
    });
    this.bookCheckedAt = new Gauge({
      name: "chickpay_book_checked_timestamp_seconds",
      help: "When the books were last checked, by whichever process, in seconds since 1970",
      registers: [this.registry],
    });
    this.defaultPartitionRows = new Gauge({
      name: "chickpay_ledger_default_partition_rows",
      help: "Postings without a partition of their month, counted up to 100000; above zero is an alarm",
      registers: [this.registry],
    });
    this.partitionMonthsAhead = new Gauge({
      name: "chickpay_ledger_partition_months_ahead",
      help: "Months after the present one whose partition is made",
      registers: [this.registry],
    });
    this.eventsLeft = new Gauge({
      name: "chickpay_events_left",
      help: "Numbers of events that a reader (notifications, insights, history) has not yet taken in",
      labelNames: ["reader"],
      registers: [this.registry],
    });
    this.jobsGivenUp = new Gauge({
      name: "chickpay_jobs_given_up",
      help: "Jobs of the last week, of money of all time, whose tries are used up",
      labelNames: ["task"],
      registers: [this.registry],
    });
    this.mails = new Counter({
      name: "chickpay_mails_total",
      help: "Tries to send a mail: sent, retried (to be tried again), failed (given up)",
      labelNames: ["outcome"],
      registers: [this.registry],
    });
    this.mailsWaiting = new Gauge({
      name: "chickpay_mails_waiting",
      help: "Mails not yet sent, of all processes",
      registers: [this.registry],
    });
    this.mailOldestSeconds = new Gauge({
      name: "chickpay_mail_oldest_seconds",
      help: "How long the oldest mail not yet sent has waited",
      registers: [this.registry],
    });
  }

  /** A figure that is read when it is asked for. */
  observe(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  recordBookCheck(rules: readonly string[], broken: readonly string[], at: Date): void {
    this.bookViolations.reset();
    for (const rule of rules) this.bookViolations.set({ rule }, 0);
    // Another release may have looked, whose rules have other names.
    for (const rule of broken) this.bookViolations.set({ rule }, 1);
    this.bookCheckedAt.set(at.getTime() / 1000);
  }

  recordPartitions(state: { defaultRows: number; monthsAhead: number }): void {
    this.defaultPartitionRows.set(state.defaultRows);
    this.partitionMonthsAhead.set(state.monthsAhead);
  }

  recordEventsLeft(reader: string, left: number): void {
    this.eventsLeft.set({ reader }, left);
  }

  recordJobsGivenUp(counts: ReadonlyArray<{ task: string; count: number }>): void {
    this.jobsGivenUp.reset();
    for (const { task, count } of counts) this.jobsGivenUp.set({ task }, count);
  }

  recordMail(delivery: {
    sent: number;
    retried: number;
    failed: number;
    backlog: { waiting: number; oldestSeconds: number };
  }): void {
    for (const outcome of ["sent", "retried", "failed"] as const) this.mails.inc({ outcome }, delivery[outcome]);
    this.mailsWaiting.set(delivery.backlog.waiting);
    this.mailOldestSeconds.set(delivery.backlog.oldestSeconds);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  render(): Promise<string> {
    return this.registry.metrics();
  }
}
