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
  for (const text of [
    "이메일: kim@a.kr",
    "이메일 kim@a.kr",
    "e-mail：kim@a.kr",
    "김나연 <kim@a.kr>",
    "mailto:kim@a.kr",
  ])
    expect(findContact(text), text).toBe("kim@a.kr");
  for (const text of ["kim@a.kr lee@a.kr", "칙페이 110234505678 kim@a.kr"]) expect(findContact(text), text).toBeNull();
  for (const text of ["", "110234505678", "1102-3450-5678", "칙페이 110234505678", "010", "kim@", "1012345678"])
    expect(findContact(text), text).toBeNull();
});
