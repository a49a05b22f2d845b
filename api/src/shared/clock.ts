/** Korea has had no daylight saving time since 1988. */
const KST_OFFSET_MS = 9 * 60 * 60 * 1000;

/** The calendar day in Asia/Seoul, `yyyy-mm-dd`. */
export function kstDay(at: Date): string {
  return new Date(at.getTime() + KST_OFFSET_MS).toISOString().slice(0, 10);
}

/** The hour in Asia/Seoul, 0 to 23. */
export function kstHour(at: Date): number {
  return new Date(at.getTime() + KST_OFFSET_MS).getUTCHours();
}

/** First moment of a KST month `yyyy-mm`, and of the month after it. */
export function kstMonthBounds(month: string): { from: Date; to: Date } {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const start = (y: number, m: number) => new Date(Date.UTC(y, m - 1, 1) - KST_OFFSET_MS);
  return { from: start(year, number), to: start(year, number + 1) };
}

/** The moment at which a full hour of a calendar day `yyyy-mm-dd` begins in Asia/Seoul. */
export function kstMoment(day: string, hour: number): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000 - KST_OFFSET_MS);
}
