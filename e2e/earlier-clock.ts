// Loaded before a server. Its clock is two days slow up to its first request: what it makes until then is as old.
import { Server } from "node:http";

const Now = Date;
const earlier = () => Now.now() - 2 * 86_400_000;
globalThis.Date = new Proxy(Now, {
  construct: (date, at, made) => Reflect.construct(date, at.length > 0 ? at : [earlier()], made) as Date,
  get: (date, name) => (name === "now" ? earlier : Reflect.get(date, name)),
});

const { emit } = Server.prototype;
Server.prototype.emit = function (this: Server, event: string, ...rest: unknown[]) {
  if (event === "request") globalThis.Date = Now;
  return Reflect.apply(emit, this, [event, ...rest]) as boolean;
};
