import { josa } from "es-hangul";

type Particle = Parameters<typeof josa>[1];

// How the last figure sounds decides the particle: 3 is 삼, so 3은; 2 is 이, so 2는.
const DIGIT_SOUNDS = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];

/** The word with the Korean particle its last sound asks for: 125,000원을, 홍*동이, 통장2로. */
export function withJosa(word: string, particle: string): string {
  const last = word.at(-1) ?? "";
  const spoken = /\d/.test(last) ? (DIGIT_SOUNDS[Number(last)] ?? last) : last;
  return word + josa.pick(spoken, particle as Particle);
}
