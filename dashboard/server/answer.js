// A long answer on /sql: its table holds the rows that are seen and some around them, and
// fetches others when a reader scrolls to them. Without this script the first rows stand.

(() => {
  const BLOCK = 200;
  const AROUND = 60;
  const MOST_BLOCKS = 40;
  const STILL_MS = 90;

  const attach = (box) => {
    box.dataset.isScrolled = "true";
    const frame = box.querySelector(".table-frame");
    const table = frame.querySelector("table");
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const count = Number(box.dataset.rows);
    const tall = body.rows[0].getBoundingClientRect().height;
    const blocks = new Map(); // by the number of their first row; the latest last
    let drawn = "";
    let timer = 0;
    let request = null;
    table.setAttribute("aria-rowcount", String(count + 1));

    const space = (rows) => {
      const row = document.createElement("tr");
      row.className = "unseen";
      row.setAttribute("aria-hidden", "true");
      const cell = row.insertCell();
      cell.colSpan = heads.length;
      cell.style.height = `${rows * tall}px`;
      return row;
    };
    const write = (cells, number) => {
      const row = document.createElement("tr");
      row.setAttribute("aria-rowindex", String(number + 2));
      cells.forEach((text, place) => {
        const cell = document.createElement(place ? "td" : "th");
        if (!place) cell.scope = "row";
        cell.className = heads[place].className;
        if (text === null) {
          const missing = document.createElement("span");
          missing.className = "missing";
          missing.textContent = "null";
          cell.append(missing);
        } else cell.textContent = cell.title = text;
        row.append(cell);
      });
      return row;
    };
    const find = () => {
      const first = Math.max(Math.floor(frame.scrollTop / tall) - AROUND, 0);
      const last = Math.min(Math.ceil((frame.scrollTop + frame.clientHeight) / tall) + AROUND, count);
      const starts = [];
      for (let start = first - (first % BLOCK); start < last; start += BLOCK) starts.push(start);
      return starts;
    };
    const draw = () => {
      const starts = find();
      if (drawn === starts.join()) return;
      drawn = starts.join();
      const rows = starts.flatMap((start) =>
        blocks.get(start).map((cells, place) => write(cells, start + place)),
      );
      const end = starts[0] + rows.length;
      // Columns never get narrower: what is read would jump.
      for (const head of heads) head.style.minWidth = `${Math.ceil(head.offsetWidth)}px`;
      body.replaceChildren(
        ...(starts[0] ? [space(starts[0])] : []),
        ...rows,
        ...(end < count ? [space(count - end)] : []),
      );
      frame.removeAttribute("aria-busy");
    };
    const say = () => {
      const line = box.querySelector("[role=status]") ?? document.createElement("p");
      line.setAttribute("role", "status");
      line.className = "note";
      line.textContent = box.dataset.gone;
      box.append(line);
    };
    const load = async () => {
      request?.abort();
      request = new AbortController();
      const { signal } = request;
      try {
        for (const start of find()) {
          const kept = blocks.get(start);
          blocks.delete(start);
          if (kept) {
            blocks.set(start, kept);
            continue;
          }
          const answer = await fetch(`./answers/${box.dataset.answer}?from=${start}`, { signal });
          if (!answer.ok) return say();
          blocks.set(start, await answer.json());
        }
        for (const start of blocks.keys()) if (blocks.size > MOST_BLOCKS) blocks.delete(start);
        if (find().every((start) => blocks.has(start))) draw();
      } catch (error) {
        if (error.name !== "AbortError") say();
      }
    };

    body.append(space(count - body.rows.length));
    frame.addEventListener("scroll", () => {
      const starts = find();
      if (starts.every((start) => blocks.has(start))) return draw();
      frame.setAttribute("aria-busy", "true");
      clearTimeout(timer);
      timer = setTimeout(load, STILL_MS);
    });
  };

  const seek = () => {
    for (const box of document.querySelectorAll("[data-answer]:not([data-is-scrolled])")) attach(box);
  };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver(seek).observe(document.body, { subtree: true, childList: true }),
  );
})();
