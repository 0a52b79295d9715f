// Runs before Streamlit does. Two things Streamlit has no setting for:
// where its server is, so that it need not try every folder of a page's path, …
window.__streamlit = { BACKEND_BASE_URL: new URL("./", document.baseURI).href };

// … and <html lang>, kept true when the reader switches language without loading the
// page again: Streamlit writes the choice into the URL and nothing else.
(() => {
  const follow = () => {
    const chosen = new URLSearchParams(location.search).get("lang");
    document.documentElement.lang = chosen === "en" ? "en" : "lt";
  };
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name];
    history[name] = function (...given) {
      original.apply(this, given);
      follow();
    };
  }
  addEventListener("popstate", follow);
  follow();
})();
