/** A start that cannot succeed until a person changes something. The message is one sentence, printed without a stack. */
export class StartupError extends Error {
  override name = "StartupError";
}
