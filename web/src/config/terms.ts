/** Kept with each consent. Raise it when the words of an agreement in the messages change. */
export const TERMS_VERSION = "2026-11";
