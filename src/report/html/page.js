"use strict";
(() => {
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  root.classList.add("js");

  // What is remembered is remembered where the browser allows it; a page from a file may not be.
  const memory = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* the page itself still knows */ } },
  };

  // Light, dark, or as the system has it.
  const themes = ["system", "light", "dark"];
  let theme = memory.get("unspun-theme");
  const showTheme = () => {
    if (!themes.includes(theme)) theme = "system";
    if (theme === "system") delete root.dataset.theme; else root.dataset.theme = theme;
    $("#theme").textContent = `Theme: ${theme}`;
  };
  $("#theme").addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    memory.set("unspun-theme", theme);
    showTheme();
  });
  showTheme();

  // Tables: a click on a heading sorts by it, first the largest where it is a number.
  for (const table of $$("table.sortable")) {
    const heads = $$("thead th", table);
    heads.forEach((head, column) => {
      const button = $("button", head);
      if (!button) return;
      button.addEventListener("click", () => {
        const isNumber = head.classList.contains("n");
        const now = head.getAttribute("aria-sort");
        const next = now === "descending" ? "ascending" : now === "ascending" ? "descending" : isNumber ? "descending" : "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", next);
        const value = (row) => {
          const cell = row.cells[column];
          const told = cell.dataset.sort ?? cell.textContent;
          return isNumber ? Number(told) : told;
        };
        const compare = isNumber ? (a, b) => value(a) - value(b) : (a, b) => value(a).localeCompare(value(b));
        const sign = next === "ascending" ? 1 : -1;
        const body = table.tBodies[0];
        body.append(...[...body.rows].sort((a, b) => sign * compare(a, b)));
        if (table.classList.contains("sources")) showSources();
      });
    });
  }

  // Sources: the first ones, all on demand, or those that a filter finds.
  const FIRST_SOURCES = 12;
  let allSources = false;
  const showSources = () => {
    const wanted = $("#filter").value.trim().toLowerCase();
    const rows = $$(".sources tbody tr");
    const fits = rows.filter((row) => row.cells[0].textContent.toLowerCase().includes(wanted));
    const shown = new Set(allSources || wanted ? fits : fits.slice(0, FIRST_SOURCES));
    rows.forEach((row) => { row.hidden = !shown.has(row); });
    $("#more").hidden = shown.size === fits.length;
    $("#more").textContent = `Show all ${fits.length}`;
    $("#filtered").textContent = wanted ? `${fits.length} found` : "";
  };
  $("#filter").addEventListener("input", showSources);
  $("#more").addEventListener("click", () => { allSources = true; showSources(); });
  showSources();

  // Review: marks are kept by what they mean, so that the page of the next run still knows them.
  const cards = $$(".finding[data-named]");
  const storeKey = "unspun-marks";
  let marks = {};
  try { marks = JSON.parse(memory.get(storeKey)) ?? {}; } catch { marks = {}; }
  const nameOf = (card) => card.dataset.named;
  const told = { right: "✓ right", keep: "✗ keep" };

  const show = (card) => {
    const mark = marks[nameOf(card)];
    for (const verdict of ["right", "keep"]) {
      card.classList.toggle(`is-${verdict}`, mark?.verdict === verdict);
      $(`button.${verdict}`, card).setAttribute("aria-pressed", String(mark?.verdict === verdict));
    }
    $(".state", card).textContent = told[mark?.verdict] ?? "";
    const note = $(".note", card);
    if (document.activeElement !== note) note.value = mark?.note ?? "";
  };

  // Wilson's interval of 95 %, as the program tells it.
  const interval = (right, n) => {
    const z = 1.959964, p = right / n, d = 1 + z * z / n;
    const middle = (p + z * z / (2 * n)) / d, half = z / d * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return [Math.max(0, middle - half), Math.min(1, middle + half)];
  };

  const tally = () => {
    const marked = cards.map((card) => marks[nameOf(card)]?.verdict).filter(Boolean);
    $("#tray").hidden = marked.length === 0;
    if (marked.length === 0) return;
    const wrong = marked.filter((verdict) => verdict === "keep").length;
    const [low, high] = interval(marked.length - wrong, marked.length);
    const precision = ((marked.length - wrong) / marked.length).toFixed(3);
    $("#tally").textContent = `${marked.length} of ${cards.length} reviewed, ${wrong} wrong: precision ${precision} [${low.toFixed(3)}, ${high.toFixed(3)}] of what is shown`;
  };

  const keepMarks = () => { memory.set(storeKey, JSON.stringify(marks)); tally(); };

  const mark = (card, verdict) => {
    const name = nameOf(card);
    if (verdict === null || marks[name]?.verdict === verdict) delete marks[name];
    else marks[name] = { verdict, note: $(".note", card).value };
    show(card);
    keepMarks();
  };

  let here = -1;
  const goTo = (at) => {
    if (at < 0 || at >= cards.length) return;
    if (here >= 0) { cards[here].classList.remove("here"); $("details", cards[here]).open = false; }
    here = at;
    const card = cards[at];
    card.classList.add("here");
    $("details", card).open = true;
    $("summary", card).focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };

  cards.forEach((card, at) => {
    show(card);
    card.addEventListener("focusin", () => {
      if (here !== at) { if (here >= 0) cards[here].classList.remove("here"); here = at; card.classList.add("here"); }
    });
    $("button.right", card).addEventListener("click", () => mark(card, "right"));
    $("button.keep", card).addEventListener("click", () => mark(card, "keep"));
    $(".note", card).addEventListener("input", (event) => {
      const said = marks[nameOf(card)];
      if (said) { said.note = event.target.value; keepMarks(); }
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const card = cards[here];
    const judged = (verdict) => { if (!card) return; mark(card, verdict); if (marks[nameOf(card)]) goTo(here + 1); };
    switch (event.key) {
      case "n": goTo(here + 1); break;
      case "p": goTo(here - 1); break;
      case "r": judged("right"); break;
      case "k": judged("keep"); break;
      case "u": if (card) mark(card, null); break;
      case "o": if (card) $("details", card).open = !$("details", card).open; break;
      default: return;
    }
    event.preventDefault();
  });

  // A string of TOML: what cannot be seen is escaped, so that nothing breaks out of it.
  const quoted = (text) => {
    let out = "";
    for (const c of text) {
      const code = c.codePointAt(0);
      if (c === '"' || c === "\\") out += "\\" + c;
      else if (code >= 0xd800 && code <= 0xdfff) out += "\\uFFFD";
      else if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(c)) out += "\\U" + code.toString(16).padStart(8, "0");
      else out += c;
    }
    return `"${out}"`;
  };

  const toml = () => {
    const out = ["# What was said of removals in a report of unspun. Take it along: unspun clean … --overrides overrides.toml", ""];
    for (const card of cards) {
      const said = marks[nameOf(card)];
      if (!said) continue;
      for (const named of JSON.parse(nameOf(card))) {
        out.push("[[override]]", `fingerprint = ${quoted(named.fingerprint)}`, `rule = ${quoted(named.rule)}`, `verdict = ${quoted(said.verdict)}`);
        if (named.document !== undefined) out.push(`document = ${quoted(named.document)}`);
        if (said.note) out.push(`note = ${quoted(said.note)}`);
        out.push("");
      }
    }
    return out.join("\n");
  };

  $("#export")?.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([toml()], { type: "application/toml" }));
    link.download = "overrides.toml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  $("#clear")?.addEventListener("click", () => {
    if (!confirm("Forget all marks on this page?")) return;
    cards.forEach((card) => { delete marks[nameOf(card)]; show(card); });
    keepMarks();
  });
  if (cards.length) tally();

  // The page knows the folder of its corpus by its own place.
  const folder = decodeURI(location.pathname).match(/([^/]+)\.audit\/[^/]*$/)?.[1];
  if (folder) {
    document.title = `${folder} – ${document.title}`;
    if ($("#folder")) $("#folder").textContent = /^[\w.-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
  }

  // A link into something that is closed opens it.
  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const closed = target && $("details", target);
    if (closed) { closed.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", openTarget);
  openTarget();
  // Paper shows what is open, and all sources.
  addEventListener("beforeprint", () => $$(".sources tbody tr").forEach((row) => { row.hidden = false; }));
  addEventListener("afterprint", showSources);
})();
