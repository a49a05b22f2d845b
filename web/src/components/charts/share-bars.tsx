type Share = { name: string; percent: number; text: string };

/** What each part is of the whole, as one bar a part: its name, its percentage and its sum stand beside it. */
export function ShareBars({ shares }: { shares: readonly Share[] }) {
  return (
    <ul className="mt-4 flex flex-col gap-3.5">
      {shares.map(({ name, percent, text }) => (
        <li key={name}>
          <p className="flex items-baseline gap-2 text-label">
            <span className="min-w-0 flex-1 font-medium">{name}</span>
            <span>{text}</span>
            <span className="w-11 flex-none text-right font-semibold tabular-nums">{percent}%</span>
          </p>
          <span aria-hidden="true" className="mt-1.5 block h-2 overflow-hidden rounded-full bg-(--chart-grid)">
            <span className="block h-full min-w-1 rounded-full bg-(--chart-out)" style={{ width: `${percent}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
