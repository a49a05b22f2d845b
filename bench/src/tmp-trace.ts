/// <reference lib="dom" />
import { chromium } from "@playwright/test";
import { signUp } from "../../e2e/person.ts";
import { startServer } from "../../e2e/server.ts";
const server = await startServer();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const use = { baseURL: server.url, locale: "ko-KR", timezoneId: "Asia/Seoul" };
const nc = browser.newContext.bind(browser); browser.newContext = (o: any) => nc({ ...use, ...o });
const hong = await signUp(browser, "홍길동");
const cookies = await hong.page.context().storageState();
const CPU = Number(process.argv[2] ?? 4);
for (const [path, member] of [["/login", false], ["/", true]] as const) {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, ...(member ? { storageState: cookies } : {}) });
  const page = await context.newPage();
  const s = await context.newCDPSession(page);
  await s.send("Network.enable");
  await s.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 1638400 / 8, uploadThroughput: 768000 / 8 });
  await s.send("Emulation.setCPUThrottlingRate", { rate: CPU });
  await page.addInitScript(() => {
    const seen: any[] = []; (window as any).seen = seen;
    const w = (type: string, f: (e: any) => any) => new PerformanceObserver((l) => { for (const e of l.getEntries()) seen.push(f(e)); }).observe({ type, buffered: true });
    w("paint", (e) => ["paint", e.name, Math.round(e.startTime)]);
    w("largest-contentful-paint", (e) => ["lcp", Math.round(e.startTime), e.size, e.element?.tagName, (e.element?.textContent ?? "").slice(0, 40)]);
    w("layout-shift", (e) => ["shift", e.value.toFixed(4), Math.round(e.startTime), e.sources.map((x: any) => `${x.node?.nodeName}.${(x.node?.className ?? "").toString().slice(0, 40)} ${(x.node?.textContent ?? "").slice(0, 20)} ${Math.round(x.previousRect.x)},${Math.round(x.previousRect.y)},${Math.round(x.previousRect.width)},${Math.round(x.previousRect.height)}->${Math.round(x.currentRect.x)},${Math.round(x.currentRect.y)},${Math.round(x.currentRect.width)},${Math.round(x.currentRect.height)}`)]);
    w("longtask", (e) => ["long", Math.round(e.startTime), Math.round(e.duration)]);
  });
  await page.goto(path); await page.waitForTimeout(6000);
  const r = await page.evaluate(() => ({ seen: (window as any).seen, res: performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation")).map((e: any) => [Math.round(e.startTime), Math.round(e.responseStart), Math.round(e.responseEnd), e.encodedBodySize, e.name.replace(location.origin, "")]) }));
  console.log("=== ", path);
  for (const x of r.seen) console.log(JSON.stringify(x));
  for (const x of r.res.sort((a: any, b: any) => a[0] - b[0]).slice(0, 45)) console.log(x.join("\t"));
  if (member) Object.assign(cookies, await context.storageState());
  await context.close();
}
await browser.close(); await server.stop();
