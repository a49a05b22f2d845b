export const ATTEMPTS_MAX = 15;
const WAIT_MAX_SECONDS = 3600;

/** Seconds until the next try: doubled from two seconds up to an hour, so that all of them take about five hours. */
export function waitAfter(attempts: number): number {
  return Math.min(2 ** attempts, WAIT_MAX_SECONDS);
}

/** ab***@naver.com */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, Math.min(2, at))}***${email.slice(at)}`;
}
