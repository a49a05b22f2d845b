import { expect, it } from "vitest";
import { findContact } from "./contact";

it("tells people's contacts from account numbers", () => {
  for (const contact of [
    "010-1234-5678",
    "01012345678",
    "010 1234 5678",
    "011-123-4567",
    "+82 10-1234-5678",
    "kim@a.kr",
  ])
    expect(findContact(contact), contact).toBe(contact);
  expect(findContact(" kim@a.kr ")).toBe("kim@a.kr");
  for (const text of ["", "110234505678", "1102-3450-5678", "칙페이 110234505678", "010", "kim@", "1012345678"])
    expect(findContact(text), text).toBeNull();
});
