// What public/boot.js asked for before the code of the app had come. Each answer is handed out once, and to the one who
// would have asked for the very same; null stands for no answer.

interface Early {
  session: Promise<unknown>;
  answers: { id: string; variables: Record<string, unknown>; answer: Promise<unknown> }[];
}

declare global {
  interface Window {
    chickpayEarly?: Early;
  }
}

const early = window.chickpayEarly;
delete window.chickpayEarly;

/** The answer to this page's first refresh of the session, if it was asked for. */
export function takeEarlySession(): Promise<unknown> | undefined {
  const session = early?.session;
  delete (early as Partial<Early> | undefined)?.session;
  return session;
}

/** The answer to the operation of this id with these variables, if it was asked for. */
export function takeEarlyAnswer(id: string, variables: Record<string, unknown>): Promise<unknown> | undefined {
  const wanted = JSON.stringify(variables);
  const index = early?.answers.findIndex((each) => each.id === id && JSON.stringify(each.variables) === wanted) ?? -1;
  return index < 0 ? undefined : early?.answers.splice(index, 1)[0]?.answer;
}

/** What nobody has taken is of who was signed in when it was asked for, and not for the next. */
export function forgetEarlyAnswers(): void {
  early?.answers.splice(0);
}
