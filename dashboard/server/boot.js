// Runs before Streamlit does: what Streamlit has no setting for.

// Where its server is, so that it need not try every folder of a page's path.
window.__streamlit = { BACKEND_BASE_URL: new URL("./", document.baseURI).href };

(() => {
  // Streamlit's own words, which it speaks in English only.
  const WORDS = [
    ["Skip to main content", "Pereiti prie turinio"],
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
    ["200MB per file", "Iki 200 MB"],
    ["200MB per file • ", "Iki 200 MB • "],
    ["Help for ", "Paaiškinimas: "],
  ];
  // What it says to programmers when a server stops or starts anew: Lithuanian, English.
  const AWAY = [
    "Serveris neatsako: jis paleidžiamas iš naujo arba nutrūko ryšys. Puslapis grįš pats su tuo, kas pasirinkta.",
    "The server does not answer: it is starting anew, or the connection is lost. The page comes back by itself, with what was chosen.",
  ];
  const SAID = {
    "Connection error": ["Nėra ryšio", "No connection"],
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": AWAY,
    "Streamlit server is not responding. Are you connected to the internet?": AWAY,
    "Connection timed out.": AWAY,
    "streamlit run yourscript.py": ["pazanga serve", "pazanga serve"],
    Connecting: ["Jungiamasi…", "Connecting…"],
    "Unable to connect to Streamlit server": AWAY,
  };
  const language = () =>
    new URLSearchParams(location.search).get("lang") === "en" ? "en" : "lt";

  const translate = (text) => {
    const [from, to] = language() === "lt" ? [0, 1] : [1, 0];
    const said = Object.hasOwn(SAID, text.trim()) && SAID[text.trim()];
    if (said) return said[from];
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
    // A place to drop files can be reached by key, so it is no mere decoration.
    for (const zone of node.querySelectorAll("[data-testid=stFileUploaderDropzone]"))
      zone.setAttribute("role", "group");
    for (const element of node.querySelectorAll("[aria-label], li, [data-testid=stSkipToContent], [data-testid*=Drop] *, [role=dialog] *, [data-testid=stConnectionStatus] *"))
      translateElement(element);
  };

  // <html lang> follows the choice, which Streamlit writes into the URL and nowhere else.
  const follow = () => {
    if (document.documentElement.lang === language()) return;
    document.documentElement.lang = language();
    if (document.body) translateWithin(document.body);
  };
  // One entry of history per change: the same address in another spelling, or one that
  // was corrected before the reader touched the page, replaces the entry it corrects.
  const spell = (address) => {
    const { pathname, searchParams } = new URL(address, location.href);
    return `${pathname}?${searchParams}`;
  };
  let isTouched = false;
  for (const kind of ["click", "input", "keydown", "pointerdown", "popstate"])
    addEventListener(kind, () => (isTouched = true), true);
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  history.pushState = (state, title, address) => {
    const isSame = spell(address) === spell(location.href);
    (isSame || !isTouched ? replace : push)(state, title, address);
    follow();
  };
  history.replaceState = (...given) => {
    replace(...given);
    follow();
  };
  addEventListener("popstate", follow);

  // Addresses stand in parts, see kit/blocks/shared_parts.py: links get them as they appear.
  const joinAddress = (link) => {
    const parts = [];
    for (let one = link; one && !parts[0]?.includes("?"); one = one.parentElement) {
      if (one.dataset.part) parts.unshift(one.dataset.part);
      const heads = one.matches("td, th[scope=row]") && one.closest("table").tHead?.rows[0];
      const head = heads && heads.cells[one.cellIndex]?.dataset.part;
      if (head) parts.unshift(head);
    }
    if (parts[0]?.includes("?")) link.setAttribute("href", parts.join("&"));
  };
  const joinWithin = (element) => {
    for (const link of element.querySelectorAll?.("a:not([href])") ?? []) joinAddress(link);
  };

  // A link from one page to another is followed in place: nothing is loaded anew.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stHtml] a[href]");
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || event.button || !isPlain || event.defaultPrevented) return;
    if (link.origin !== location.origin || link.hash || link.download) return;
    // A login and a logout are documents of their own.
    if (link.classList.contains("leaves")) return;
    event.preventDefault();
    go(link);
  });

  // Escape hides the meaning of an abbreviation until the reader comes to it again.
  const explained = "abbr[aria-description]";
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const one of document.querySelectorAll(`${explained}:is(:hover, :focus)`))
      one.classList.add("quiet");
  });
  for (const kind of ["pointerout", "focusout"])
    addEventListener(kind, (event) => event.target.closest?.(explained)?.classList.remove("quiet"));

  // A chart is copied as a picture or as a link; the menu has the words of the answer.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("details.take a.copy");
    if (!link || event.button || event.defaultPrevented) return;
    event.preventDefault();
    const said = link.parentElement.querySelector(".said");
    const isLink = link.classList.contains("link");
    said.textContent = link.dataset.wait ?? "";
    copy(link.href, isLink).then(
      () => (said.textContent = link.dataset.copied),
      () => {
        said.textContent = link.dataset.failed;
        if (isLink) history.replaceState(history.state, "", link.href);
      },
    );
  });
  addEventListener("keydown", (event) => {
    const button = event.target.closest?.("details.take a[role=button]");
    if (!button || event.key !== " ") return;
    event.preventDefault();
    button.click();
  });
  const copy = async (address, isLink) => {
    if (isLink) return navigator.clipboard.writeText(address);
    const fetched = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.blob();
    });
    // Browsers want to hear of the picture within the click, not once it is drawn.
    return navigator.clipboard.write([new ClipboardItem({ "image/png": fetched })]);
  };

  // A link to one chart of a page leads to it, once the page is whole.
  const wanted = location.hash.slice(1);
  const findWanted = () => {
    const block = /^[\w-]+$/.test(wanted) && document.querySelector(`.st-key-block_${wanted}`);
    if (!block) return;
    block.querySelector("details.fold")?.setAttribute("open", "");
    block.scrollIntoView();
  };
  const go = (address) => {
    const isOther = address.pathname !== location.pathname;
    history.pushState(null, "", address.href);
    dispatchEvent(new PopStateEvent("popstate"));
    if (isOther) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  };

  // So is what is typed into the field that finds; "/" leads into it, arrows to results.
  addEventListener("submit", (event) => {
    const form = event.target.closest?.("form.find");
    if (!form) return;
    event.preventDefault();
    const address = new URL(form.action);
    address.searchParams.set("search", form.elements.search.value);
    go(address);
  });
  addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const field = document.querySelector("form.find input[type=search]");
    const active = document.activeElement;
    const isTyping = active.matches("input, textarea, select, [contenteditable=true]");
    if (event.key === "/" && field && !isTyping) {
      event.preventDefault();
      field.focus();
      field.select();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...document.querySelectorAll("ul.results a")];
    const place = stops.indexOf(active);
    if (!step || !field || place < 0 || !stops[place + step]) return;
    event.preventDefault();
    stops[place + step].focus();
  });
  follow();

  // The first page is shown when it is whole, or when it takes too long to be: parts
  // that arrive one by one would push each other about.
  const PATIENCE = 15000;
  const STILL = 200;
  const reveal = () => {
    if (document.documentElement.classList.contains("whole")) return;
    document.documentElement.classList.add("whole");
    findWanted();
  };
  const isWhole = () =>
    // A query that runs long can be stopped meanwhile.
    document.querySelector("[data-test-script-state=notRunning], .st-key-sql_running") &&
    document.querySelector(".st-key-page [data-testid=stHtml], .notice") &&
    !document.querySelector("[data-testid=stSkeleton]");
  let moved = 0;
  const awaitPage = (now) => {
    if (!isWhole()) moved = now;
    if (now - moved > STILL) reveal();
    else requestAnimationFrame(awaitPage);
  };
  setTimeout(reveal, PATIENCE);

  addEventListener("DOMContentLoaded", () => {
    requestAnimationFrame(awaitPage);
    new MutationObserver((changes) => {
      moved = performance.now();
      for (const change of changes) {
        if (change.type === "attributes") translateElement(change.target);
        for (const node of change.addedNodes) {
          joinWithin(node);
          translateWithin(node);
        }
      }
    }).observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ["aria-label"],
    });
    // What a dialog says may change in its place, as long as there is no connection.
    new MutationObserver((changes) => {
      for (const { target } of changes)
        if (target.parentElement?.closest("[role=dialog]")) translateElement(target.parentElement);
    }).observe(document.body, { subtree: true, characterData: true });
  });
})();
