/** An e-mail address or a phone number as somebody types it, or null: what else has digits is an account number. */
export function findContact(text: string): string | null {
  const plain = text.normalize("NFKC").trim();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain)) return plain;
  return /^(?:01\d[\s-]?\d{3,4}[\s-]?\d{4}|\+[\d\s-]{8,20})$/.test(plain) ? plain : null;
}
