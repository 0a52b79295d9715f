// The field for a query on /sql: coloured, completed, run by Ctrl+Enter. Without this
// script it is a plain field that works as well.

(() => {
  const FIELD = ".st-key-sql textarea";
  const RUN = ".st-key-sql_run button";
  const FORMAT = ".st-key-sql_format button";
  const MOST = 12;
  const KEYWORDS =
    "select from where group by order having qualify limit offset with recursive as on using join " +
    "inner left right full cross union all distinct except intersect and or not in is null like " +
    "ilike between exists case when then else end cast try_cast over partition filter asc desc " +
    "nulls first last true false values describe summarize explain analyze interval date timestamp " +
    "decimal integer varchar lateral unnest";
  const FUNCTIONS =
    "sum count avg min max median any_value first last string_agg list count_if mode quantile_cont " +
    "arg_max arg_min stddev round floor ceil abs greatest least coalesce nullif ifnull lower upper " +
    "trim length replace substring split_part concat contains starts_with regexp_matches " +
    "regexp_replace strftime strptime date_trunc date_diff date_part year month quarter day " +
    "current_date age row_number rank dense_rank lag lead ntile list_contains unnest range " +
    "generate_series format printf";
  const words = new Set(KEYWORDS.split(" "));
  const functions = FUNCTIONS.split(" ").map((name) => ({ text: `${name}(` }));
  const keywords = KEYWORDS.split(" ").map((name) => ({ text: name }));

  // Comments, texts, names, parameters, numbers, words: in this order.
  const PARTS =
    /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*(?:'|$))|("(?:[^"]|"")*(?:"|$))|(\$\w+)|(\b\d[\d_.]*\b)|([A-Za-z_]\w*)/g;
  const KINDS = ["comment", "text", "name", "value", "number", "word"];

  const paint = (pre, sql) => {
    const pieces = [];
    let end = 0;
    for (const found of sql.matchAll(PARTS)) {
      const kind = KINDS[found.slice(1).findIndex((part) => part !== undefined)];
      if (kind === "word" && !words.has(found[0].toLowerCase())) continue;
      if (kind === "name") continue;
      pieces.push(sql.slice(end, found.index));
      const part = document.createElement("span");
      part.className = kind;
      part.textContent = found[0];
      pieces.push(part);
      end = found.index + found[0].length;
    }
    // A last line that is empty takes a line, too.
    pre.replaceChildren(...pieces, sql.slice(end), "\u200b");
  };

  let tables = [];
  let asked = false;
  const fetchTables = async (show) => {
    if (asked) return;
    asked = true;
    try {
      const answer = await fetch("./api/v1/tables");
      if (!answer.ok) throw new Error(answer.status);
      tables = await answer.json();
      show();
    } catch {
      asked = false; // another time
    }
  };

  // What may stand at a place: columns of the tables named come first, those of others last.
  const propose = (sql, place) => {
    const typed = /[\w.]*$/.exec(sql.slice(0, place))[0].toLowerCase();
    if (typed.length < 2 || /^\d/.test(typed)) return { typed, options: [] };
    const lower = sql.toLowerCase();
    const named = tables.filter((one) => lower.includes(`${one.schema}.${one.name}`));
    const before = typed.includes(".") ? typed.slice(0, typed.lastIndexOf(".")) : "";
    const all = tables.map((one) => ({ text: `${one.schema}.${one.name}`, more: one.description }));
    const list = (ones) => {
      const columns = ones.flatMap((one) => one.columns);
      return columns.map((column) => ({ text: column.name, more: column.description }));
    };
    const prefix = before && !tables.some((one) => one.schema === before) ? `${before}.` : "";
    const known = prefix
      ? list(named).map((one) => ({ ...one, text: prefix + one.text }))
      : [...list(named), ...all, ...functions, ...keywords, ...(before ? [] : list(tables))];
    const bare = (text) => text.slice(text.lastIndexOf(".") + 1);
    const starts = known.filter((one) => one.text.startsWith(typed) || (!before && bare(one.text).startsWith(typed)));
    const holds = known.filter((one) => typed.length > 2 && !starts.includes(one) && one.text.includes(typed));
    const isFirst = (one, place, ones) => ones.findIndex((other) => other.text === one.text) === place;
    const fitting = [...starts, ...holds].filter((one) => one.text !== typed);
    const options = fitting.filter(isFirst).slice(0, MOST);
    return { typed, options };
  };

  const attach = (field) => {
    field.dataset.painted = "true";
    const pre = document.createElement("pre");
    pre.className = "sql-paint";
    pre.setAttribute("aria-hidden", "true");
    const list = document.createElement("ul");
    list.className = "sql-options";
    list.id = "sql-options";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    field.parentElement.prepend(pre);
    // Not in the field's frame, which would cut it off.
    document.body.append(list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.spellcheck = false;
    let painted = null;
    let shown = { typed: "", options: [] };
    let chosen = -1;
    let isWriting = false;

    const look = () => {
      if (!field.isConnected) return list.remove();
      // An example, Back or another query changes the value without a word.
      if (painted !== field.value) paint(pre, (painted = field.value));
      pre.style.width = `${field.clientWidth}px`;
      pre.style.height = `${field.clientHeight}px`;
      pre.scrollTop = field.scrollTop;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);

    const close = () => {
      list.hidden = true;
      isWriting = false;
      chosen = -1;
      field.removeAttribute("aria-activedescendant");
    };
    const choose = (place) => {
      chosen = place;
      [...list.children].forEach((item, number) =>
        item.setAttribute("aria-selected", String(number === place)),
      );
      if (place < 0) return field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    };
    const accept = (place) => {
      const end = field.selectionStart;
      field.setSelectionRange(end - shown.typed.length, end);
      // Typed for the reader, so that it can be undone and Streamlit hears of it.
      document.execCommand("insertText", false, shown.options[place].text);
      close();
    };
    const stand = () => {
      const range = document.createRange();
      const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
      let left = field.selectionStart - shown.typed.length;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (left <= node.data.length) {
          range.setStart(node, left);
          break;
        }
        left -= node.data.length;
      }
      const at = range.getBoundingClientRect();
      const most = Math.max(innerWidth - list.offsetWidth - 8, 0);
      const isBelow = at.bottom + list.offsetHeight + 8 < innerHeight;
      const top = isBelow ? at.bottom + 4 : Math.max(at.top - list.offsetHeight - 4, 0);
      list.style.left = `${Math.min(Math.max(at.left, 0), most)}px`;
      list.style.top = `${top}px`;
    };
    const open = () => {
      shown = propose(field.value, field.selectionStart);
      if (!shown.options.length || field.selectionStart !== field.selectionEnd) return close();
      list.replaceChildren(
        ...shown.options.map((option, number) => {
          const item = document.createElement("li");
          item.id = `sql-option-${number}`;
          item.setAttribute("role", "option");
          const name = document.createElement("code");
          name.textContent = option.text;
          const more = document.createElement("small");
          more.textContent = option.more ?? "";
          more.lang = "en";
          item.append(name, more);
          // The field keeps the focus.
          item.addEventListener("pointerdown", (event) => {
            event.preventDefault();
            accept(number);
          });
          return item;
        }),
      );
      list.hidden = false;
      choose(-1);
      paint(pre, (painted = field.value));
      stand();
    };

    // Who wrote before the names came sees them now, unless already choosing.
    const ask = () => fetchTables(() => isWriting && chosen < 0 && open());
    field.addEventListener("focus", ask);
    if (document.activeElement === field) ask();
    field.addEventListener("input", (event) => {
      if (event.inputType === "historyUndo" || event.isComposing) return;
      ask();
      open();
      isWriting = true;
    });
    field.addEventListener("blur", close);
    addEventListener("scroll", (event) => event.target !== list && close(), true);
    addEventListener("resize", close);
    field.addEventListener("click", close);
    field.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          close();
          document.querySelector(RUN)?.click();
          return;
        }
        if (event.code === "KeyF" && event.shiftKey && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          close();
          document.querySelector(FORMAT)?.click();
          return;
        }
        if (list.hidden || event.isComposing) return;
        const count = shown.options.length;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) choose((chosen + step + count + (chosen < 0 && step < 0 ? 1 : 0)) % count);
        else if (event.key === "Tab" && !event.shiftKey) accept(Math.max(chosen, 0));
        else if (event.key === "Enter" && chosen >= 0) accept(chosen);
        else if (event.key === "Escape") close();
        else {
          if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close();
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      },
      true,
    );
  };

  const seek = () => {
    for (const field of document.querySelectorAll(FIELD))
      if (!field.parentElement.querySelector(":scope > .sql-paint")) attach(field);
  };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver(seek).observe(document.body, { subtree: true, childList: true }),
  );
})();
