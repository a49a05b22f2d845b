import i18next from "i18next";
import { beforeAll, expect, test, vi } from "vitest";
import { allMessages, startI18n } from "./i18n";

beforeAll(async () => {
  vi.stubGlobal("document", { documentElement: { lang: "ko" } });
  await startI18n();
  await allMessages();
});

test("people are spoken of with 님, shops are not, and the particle fits what is said", () => {
  const words = { amount: "12,000원" };
  expect(i18next.t("send.to", { name: "홍*동", kind: "PERSON" })).toBe("홍*동님에게");
  expect(i18next.t("send.to", { name: "모퉁이 커피", kind: "SHOP" })).toBe("모퉁이 커피에게");
  // Whose kind is not known is a person.
  expect(i18next.t("receipt.received", { ...words, name: "홍*동" })).toBe("홍*동님이\n12,000원을 보냈어요");
  expect(i18next.t("receipt.received", { ...words, name: "모퉁이 커피", kind: "SHOP" })).toBe(
    "모퉁이 커피가\n12,000원을 보냈어요",
  );
});
