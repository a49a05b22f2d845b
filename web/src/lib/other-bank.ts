const OURS = /(?:칙페이|chick\s?pay)\s?(?:은행|뱅크|bank)?/gi;
const KOREAN = "산업|기업|국민|수협|농협|우리|제일|씨티|대구|부산|광주|제주|전북|경남|하나|신한|카카오|토스|케이";
const LATIN =
  "kdb|ibk|kb|nh|sc|im|mg|k|kookmin|suhyup|nonghyup|woori|citi|daegu|busan|gwangju|jeju|jeonbuk|kyongnam|hana|shinhan|kakao|toss";

/**
 * Names nobody can mistake stand anywhere; short ones, which may be somebody's name too, only right before the number.
 * A bare 은행 says nothing: 입금은행 is the label of a field.
 */
const OTHERS = new RegExp(
  [
    `(?:${KOREAN}|(?<![a-z])(?:${LATIN}))\\s?(?:은행|뱅크|bank)`,
    "농협|수협|신협|새마을\\s?금고|우체국|저축은행|샌드박스\\s?은행|카뱅|케뱅|토뱅|증권",
    "korea post|shinhyup|sandbox bank|sc first|kb kookmin",
    `(?<![\\p{L}\\d])(?:${KOREAN}|${LATIN})[\\s:)\\]-]*(?=\\d{2})`,
  ].join("|"),
  "iu",
);

/** Whether a pasted text names a bank that is not ours: its number may be somebody's here, and is not theirs. */
export function namesOtherBank(text: string): boolean {
  return OTHERS.test(text.normalize("NFKC").replace(OURS, " "));
}
