/** Whole percentages of amounts that come to a hundred together: what rounding leaves goes to the largest remainders. */
export function percentages(amounts: readonly bigint[]): number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return amounts.map(() => 0);
  const whole = amounts.map((amount) => Number((amount * 100n) / total));
  const left = 100 - whole.reduce((sum, each) => sum + each, 0);
  const raised = amounts
    .map((amount, index) => ({ index, remainder: (amount * 100n) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
    .slice(0, left);
  return whole.map((each, index) => (raised.some((one) => one.index === index) ? each + 1 : each));
}
