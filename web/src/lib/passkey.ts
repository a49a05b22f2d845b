/** Whether this browser can hold or use a passkey at all. */
export const passkeysWork = typeof window !== "undefined" && window.PublicKeyCredential !== undefined;

/** The person closed the browser's own dialog, or it ran out: nothing to complain about. */
export class PasskeyCancelled extends Error {}

// Loaded when a passkey is used: most visits use none.
const browser = () => import("@simplewebauthn/browser");

/** Asks the browser for a passkey's answer. @throws PasskeyCancelled */
export async function askPasskey(options: object): Promise<object> {
  const { startAuthentication } = await browser();
  return startAuthentication({ optionsJSON: options as never }).catch(cancelled);
}

/** Whether the browser offers passkeys among what it fills in by itself. */
export async function passkeysAreOffered(): Promise<boolean> {
  return passkeysWork && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

/** Lets the browser offer passkeys in the field that asks for `webauthn`, until one is picked. @throws PasskeyCancelled */
export async function offerPasskey(options: object): Promise<object> {
  const { startAuthentication } = await browser();
  return startAuthentication({ optionsJSON: options as never, useBrowserAutofill: true }).catch(cancelled);
}

/** Ends an offer that nobody has taken up. */
export async function endOffer(): Promise<void> {
  const { WebAuthnAbortService } = await browser();
  WebAuthnAbortService.cancelCeremony();
}

/** Asks the browser to make a passkey. @throws PasskeyCancelled */
export async function makePasskey(options: object): Promise<object> {
  const { startRegistration } = await browser();
  return startRegistration({ optionsJSON: options as never }).catch(cancelled);
}

function cancelled(error: unknown): never {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") throw new PasskeyCancelled();
  throw error;
}
