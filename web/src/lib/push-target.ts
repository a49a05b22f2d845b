/** What the server needs of a subscription. @throws Error for a browser that gives no keys */
export function targetOf(subscription: Pick<PushSubscription, "toJSON">) {
  const { endpoint, keys } = subscription.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new Error("a subscription without keys");
  return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
}

export type PushTarget = ReturnType<typeof targetOf>;
