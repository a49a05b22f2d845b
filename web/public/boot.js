// Runs before the first paint and before any code of the app has come. No inline script: the policy forbids it.
(() => {
  const page = document.documentElement;
  const { screens, words, refresh } = document.currentScript.dataset;
  const remembered = (key) => {
    try {
      return localStorage.getItem(`chickpay.${key}`);
    } catch {
      return null; // storage may be blocked; the defaults are fine
    }
  };

  // A dark room never flashes white.
  const theme = remembered("theme") || "system";
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.dataset.theme = dark ? "dark" : "light";
  // Chosen here before, or the first that the browser asks for and we speak; web/src/lib/i18n.ts takes it from the page.
  const asks = [remembered("language"), ...navigator.languages].map((tag) => (tag || "").slice(0, 2).toLowerCase());
  const language = asks.find((each) => each === "ko" || each === "en") ?? "ko";
  page.lang = language;
  if (language === "en") document.querySelector('link[rel="manifest"]').href = "/manifest.en.webmanifest";

  // The build wrote down what each screen is made of and asks for; a development server did not.
  if (!screens) return;
  const known = remembered("signedInBefore") !== null;
  const entrances = JSON.parse(screens);
  const asked = entrances[location.pathname];
  const screen = asked?.member && !known ? entrances["/login"] : asked;
  // How the screen looks before anything is known, drawn by the build: something to read while the code is on its way,
  // and asked for before it.
  const nothing = () => null;
  const picture = screen?.pictures[language];
  const drawn = picture
    ? fetch(`/assets/${picture}`)
        .then((answer) => (answer.ok ? answer.text() : null))
        .then((html) => {
          const root = document.getElementById("root");
          if (!html || !root || root.childElementCount > 0) return null;
          const still = document.createElement("div");
          Object.assign(still, { className: "first-picture", inert: true, ariaHidden: "true", innerHTML: html });
          root.append(still);
          return still;
        })
        .catch(nothing)
    : null;

  for (const file of screen ? [...screen.files, ...(screen.words ? JSON.parse(words)[language] : [])] : []) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", href: `/assets/${file}` });
    document.head.append(link);
  }

  // What the app will ask for first is asked now; web/src/lib/early.ts hands the answers out. Strangers cost no request.
  if (!known) return;
  const ask = async ({ name, id }, variables, token) => {
    const answer = await fetch("/graphql", {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "content-type": "application/json",
        "accept-language": language,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({
        operationName: name,
        variables,
        extensions: { persistedQuery: { version: 1, sha256Hash: id } },
      }),
      signal: AbortSignal.timeout(7_000),
    });
    return await answer.json();
  };
  // The same lock as lib/session.ts: the refresh token changes with each use, and two tabs must not spend the same one.
  const renew = () => ask({ name: "RefreshSession", id: refresh });
  const session = Promise.resolve(navigator.locks ? navigator.locks.request("chickpay-session", renew) : renew()).catch(
    nothing,
  );
  const early = { session, answers: [] };
  const accountId = remembered("account");
  for (const operation of screen?.asks ?? []) {
    if (operation.needsAccount && !accountId) continue;
    const variables = operation.needsAccount ? { accountId } : {};
    const answer = session.then((body) => {
      const token = body?.data?.refreshSession?.accessToken;
      return token ? ask(operation, variables, token).catch(nothing) : null;
    });
    early.answers.push({ name: operation.name, id: operation.id, variables, answer });
  }
  window.chickpayEarly = early;

  // The balance is what one opens the app for, so it does not wait for the app.
  const home = early.answers.find(({ name }) => name === "Home");
  if (!home || remembered("amounts") === "hidden") return;
  void Promise.all([drawn, home.answer]).then(([still, body]) => {
    const slot = still?.isConnected ? still.querySelector("template") : null;
    const digits = body?.data?.account?.balance?.replace(/\B(?=(\d{3})+$)/g, ",");
    // Longer ones are set smaller; the app knows how.
    if (!slot || !digits || digits.length > 13) return;
    const amount = slot.content.cloneNode(true);
    amount.querySelector(".inline-block").textContent = digits;
    slot.previousElementSibling.replaceWith(amount);
  });
})();
