// Runs before the first paint, so that a dark room never flashes white. No inline script: the policy forbids it.
(() => {
  let theme = "system";
  let language = "ko";
  try {
    theme = localStorage.getItem("chickpay.theme") || "system";
    language = localStorage.getItem("chickpay.language") || "ko";
  } catch {
    // storage may be blocked; the defaults are fine
  }
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.lang = language === "en" ? "en" : "ko";
})();
