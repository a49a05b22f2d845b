/** An e-mail address or a phone number as somebody types it, or null: what else has digits is an account number. */
export function findContact(text: string): string | null {
  const plain = text.normalize("NFKC").trim();
  const words = plain.split(/[\s:<>()[\],;]+/);
  const address = words.find((word) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(word));
  // words may stand beside the address, as in "이메일: kim@a.kr"; figures may be an account number
  if (address && words.every((word) => word === address || !/[\d@]/.test(word))) return address;
  return /^(?:01\d[\s-]?\d{3,4}[\s-]?\d{4}|\+[\d\s-]{8,20})$/.test(plain) ? plain : null;
}
