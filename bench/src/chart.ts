import { readFile, writeFile } from "node:fs/promises";
import { LABELS, type Report } from "./report.ts";
import { KINDS } from "./scenarios/throughput.ts";
import { SHAPES } from "./shapes.ts";

const WIDTH = 760;
const LEFT = 235;
const RIGHT = 80;
const BAR = 13;
const GROUP = SHAPES.length * (BAR + 2) + 12;
const TOP = 64;

/** Bars of transfers per second, one group a contender, as an SVG that follows the reader's light or dark theme. */
export function drawChart({ throughput, machine, versions }: Report): string {
  if (!throughput) throw new Error("a chart needs the throughput scenario");
  const most = Math.max(...KINDS.flatMap((kind) => SHAPES.map((shape) => throughput[kind][shape])));
  const wide = (rate: number) => Math.max(1, (rate / most) * (WIDTH - LEFT - RIGHT));
  const height = TOP + KINDS.length * GROUP + 24;

  const legend = SHAPES.map(
    (shape, index) =>
      `<rect class="${shape}" x="${LEFT + index * 110}" y="36" width="12" height="12" rx="2"/>` +
      `<text x="${LEFT + index * 110 + 18}" y="46">${shape}</text>`,
  );
  const groups = KINDS.flatMap((kind, row) => {
    const y = TOP + row * GROUP;
    const middle = y + (SHAPES.length * (BAR + 2)) / 2 + 4;
    const bars = SHAPES.map((shape, index) => {
      const rate = throughput[kind][shape];
      const top = y + index * (BAR + 2);
      const width = wide(rate).toFixed(1);
      return (
        `<rect class="${shape}" x="${LEFT}" y="${top}" width="${width}" height="${BAR}" rx="2"/>` +
        `<text class="figure" x="${LEFT + wide(rate) + 6}" y="${top + BAR - 2}">${Math.round(rate).toLocaleString("en")}</text>`
      );
    });
    return [`<text x="${LEFT - 12}" y="${middle}" text-anchor="end">${LABELS[kind]}</text>`, ...bars];
  });
  const where = `${machine.cpu}, ${machine.cores} cores for database, API and generator; Node ${versions.node}, PostgreSQL ${versions.postgres}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Transfers per second of each way to move money">
<style>
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600; font-size: 15px }
  .figure, .where { font-size: 11px; fill: #57606a }
  .uniform { fill: #2563eb } .zipf { fill: #0d9488 } .hot { fill: #d97706 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .figure, .where { fill: #9198a1 }
    .uniform { fill: #60a5fa } .zipf { fill: #2dd4bf } .hot { fill: #fbbf24 }
  }
</style>
<text class="title" x="0" y="18">Transfers per second, higher is better</text>
${[...legend, ...groups].join("\n")}
<text class="where" x="0" y="${height - 6}">${where}</text>
</svg>
`;
}

// node bench/src/chart.ts in.json out.svg draws a run that was kept.
if (import.meta.main) {
  const [json, svg] = process.argv.slice(2);
  if (!json || !svg) throw new Error("usage: node bench/src/chart.ts in.json out.svg");
  await writeFile(svg, drawChart(JSON.parse(await readFile(json, "utf8"))));
}
