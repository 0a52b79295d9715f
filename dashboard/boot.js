// Runs before Streamlit does: what Streamlit has no setting for.

// Where its server is, so that it need not try every folder of a page's path.
window.__streamlit = { BACKEND_BASE_URL: new URL("./", document.baseURI).href };

(() => {
  // Streamlit's own words, which it speaks in English only.
  const WORDS = [
    ["App pages", "Puslapiai"],
    ["Expand sidebar", "Atverti meniu"],
    ["Collapse sidebar", "Užverti meniu"],
    ["Sidebar", "Meniu"],
    ["Open", "Atverti"],
    ["Clear all", "Išvalyti"],
    ["Clear value", "Išvalyti"],
    ["Selected values", "Pasirinkta"],
    ["No results", "Nieko nerasta"],
    ["No options to select", "Nėra iš ko rinktis"],
    ["Remove ", "Pašalinti "],
    ["Upload", "Pasirinkti failą"],
    ["Upload file", "Pasirinkti failą"],
    ["file upload", "failo įkėlimas"],
    ["500MB per file", "Iki 500 MB"],
    ["500MB per file • ", "Iki 500 MB • "],
    ["Help for ", "Paaiškinimas: "],
  ];
  const language = () =>
    new URLSearchParams(location.search).get("lang") === "en" ? "en" : "lt";

  const translate = (text) => {
    const [from, to] = language() === "lt" ? [0, 1] : [1, 0];
    for (const pair of WORDS) {
      if (text === pair[from]) return pair[to];
      if (pair[from].endsWith(" ") && text.startsWith(pair[from]))
        return pair[to] + text.slice(pair[from].length);
    }
    return text;
  };

  const translateElement = (element) => {
    const label = element.getAttribute("aria-label");
    if (label && translate(label) !== label)
      element.setAttribute("aria-label", translate(label));
    const nodes = [...element.childNodes];
    if (nodes.every((node) => node.nodeType === Node.TEXT_NODE))
      for (const node of nodes)
        if (translate(node.data) !== node.data) node.data = translate(node.data);
  };

  const translateWithin = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    translateElement(node);
    for (const element of node.querySelectorAll("[aria-label], li, [data-testid*=Drop] *"))
      translateElement(element);
  };

  // <html lang> follows the choice, which Streamlit writes into the URL and nowhere else.
  const follow = () => {
    if (document.documentElement.lang === language()) return;
    document.documentElement.lang = language();
    if (document.body) translateWithin(document.body);
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

  addEventListener("DOMContentLoaded", () => {
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "attributes") translateElement(change.target);
        else change.addedNodes.forEach(translateWithin);
      }
    }).observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ["aria-label"],
    });
  });
})();
