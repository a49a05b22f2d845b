import { startServer } from "./server.ts";

/** One server for all journeys that do not need one of their own. */
export default async function setup(): Promise<() => Promise<void>> {
  const { url, stop } = await startServer();
  process.env.CHICKPAY_URL = url;
  return stop;
}
