//! The page in a browser: its numbers are those of the summary, nothing goes wrong in its console, and the file that it exports is one that
//! `--overrides` takes. Skipped where there is no Chromium; `CHROMIUM` names one that is not in the path.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use common::{Desk, sample};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Before the page's own script: nothing that goes wrong is missed.
const WATCH: &str = "<script>window.wrong = []; addEventListener('error', (e) => wrong.push(e.message)); \
addEventListener('securitypolicyviolation', (e) => wrong.push('policy: ' + e.violatedDirective)); \
for (const name of ['error', 'warn']) console[name] = (...told) => wrong.push(told.join(' ')); \
window.alert = () => wrong.push('alert');</script>";

/// After it: does what a person would, and leaves what came of it in the document.
const PROBE: &str = r##"<script>
(async () => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const told = { figures: {}, title: document.title };
  for (const e of all("[data-figure]")) told.figures[e.dataset.figure] = Number(e.dataset.value);

  const head = all(".rules thead th").find((th) => th.textContent.trim() === "Findings");
  const column = () => all(".rules tbody tr").map((row) => Number(row.querySelectorAll("td.n")[0].dataset.sort));
  head.querySelector("button").click();
  told.descending = [head.getAttribute("aria-sort"), column()];
  head.querySelector("button").click();
  told.ascending = [head.getAttribute("aria-sort"), column()];

  const filter = document.querySelector("#filter");
  filter.value = "harbour";
  filter.dispatchEvent(new Event("input"));
  told.filtered = all(".sources tbody tr:not([hidden])").map((row) => row.cells[0].textContent);

  const before = document.documentElement.dataset.theme;
  document.querySelector("#theme").click();
  told.themes = [before ?? null, document.documentElement.dataset.theme];

  const cards = all(".finding[data-named]");
  const key = (name) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
  key("n");
  told.opened = cards[0].querySelector("details").open && cards[0].contains(document.activeElement);
  key("r");
  key("k");
  cards[2].querySelector("button.keep").click();
  const note = cards[2].querySelector(".note");
  note.value = 'a "quoted" \\ \u202e note';
  note.dispatchEvent(new Event("input"));
  cards[3].querySelector("button.right").click();
  cards[3].querySelector("button.right").click();
  told.pressed = cards.map((card) => card.querySelector("[aria-pressed=true]")?.className ?? null);
  told.tally = document.querySelector("#tally").textContent;
  told.named = cards.map((card) => JSON.parse(card.dataset.named));

  let blob;
  URL.createObjectURL = (given) => { blob = given; return "#"; };
  HTMLAnchorElement.prototype.click = function () { told.download = this.download; };
  document.querySelector("#export").click();
  told.toml = await blob.text();
  told.wrong = wrong;
  told.outside = all("[src], link, iframe, object, embed").length;
  told.ids = all("[id]").length === new Set(all("[id]").map((e) => e.id)).size;
  told.targets = all("a[href^='#']").filter((a) => !document.getElementById(a.hash.slice(1))).map((a) => a.hash);
  told.overflow = document.documentElement.scrollWidth - innerWidth;
  const out = document.createElement("pre");
  out.id = "probe";
  out.textContent = encodeURIComponent(JSON.stringify(told));
  document.body.append(out);
})();
</script>"##;

fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

/// What the probe tells of the page, in a window of that width.
fn look(browser: &Path, desk: &Desk, page: &str, width: u32) -> Value {
    let text = String::from_utf8(desk.read(page)).unwrap();
    let watched = text.replacen("<style>", &format!("{WATCH}<style>"), 1);
    let probed = watched.replacen("</body>", &format!("{PROBE}</body>"), 1);
    let place = page.replace("report.html", "probe.html");
    desk.write(&place, probed);
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom"])
        .arg(format!("--window-size={width},900"))
        .arg(format!("--user-data-dir={}", desk.path("profile").display()))
        .arg(format!("file://{}", desk.path(&place).display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
    let told = dom.split("<pre id=\"probe\">").nth(1).unwrap_or_else(|| {
        panic!("the page's script did not come to its end: {}", String::from_utf8_lossy(&output.stderr))
    });
    serde_json::from_str(&unescape(told.split("</pre>").next().unwrap())).unwrap()
}

/// Undoes `encodeURIComponent`.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn is_sorted(told: &Value, way: &str) -> bool {
    let figures: Vec<u64> = told[1].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
    let falls = |pair: &[u64]| if way == "descending" { pair[0] >= pair[1] } else { pair[0] <= pair[1] };
    told[0] == way && figures.len() > 3 && figures.windows(2).all(falls)
}

#[test]
fn the_page_works_in_a_browser() {
    let Some(browser) = chromium() else {
        eprintln!("skipped: no Chromium");
        return;
    };
    let desk = Desk::new();
    let news = sample("news.jsonl");
    let hostile =
        "{\"id\":\"h\u{202e}\\u0000\\\"<b>\",\"text\":\"</script><script>alert(1)</script> Share this on Twitter\"}\n";
    desk.write("odd.jsonl", hostile);
    desk.expect(&["clean", news.to_str().unwrap(), "odd.jsonl", "--output", "out"], 0, "");
    let summary: Value = serde_json::from_slice(&desk.read("out.audit/summary.json")).unwrap();
    let told = look(&browser, &desk, "out.audit/report.html", 1280);

    assert_eq!(told["wrong"], serde_json::json!([]));
    assert_eq!((&told["outside"], &told["ids"], &told["targets"]), (&0.into(), &true.into(), &serde_json::json!([])));
    assert_eq!(told["title"], "out – unspun report");
    for group in ["documents", "bytes"] {
        for field in ["in", "kept"] {
            assert_eq!(told["figures"][format!("{group}.{field}")], summary[group][field], "{group}.{field}");
        }
    }
    assert!(is_sorted(&told["descending"], "descending") && is_sorted(&told["ascending"], "ascending"), "{told}");
    let filtered = told["filtered"].as_array().unwrap();
    assert!(
        !filtered.is_empty() && filtered.iter().all(|name| name.as_str().unwrap().contains("harbour")),
        "{filtered:?}"
    );
    assert_eq!(told["themes"], serde_json::json!([null, "light"]));

    assert_eq!(told["opened"], true);
    let pressed = told["pressed"].as_array().unwrap();
    assert_eq!(pressed[..4], ["right".into(), "keep".into(), "keep".into(), Value::Null]);
    let n_cards = pressed.len();
    let tally = format!("3 of {n_cards} reviewed, 2 wrong: precision 0.333 [0.061, 0.792] of what is shown");
    assert_eq!(told["tally"], tally);

    assert_eq!(told["download"], "overrides.toml");
    desk.write("overrides.toml", told["toml"].as_str().unwrap());
    let mut marked: Vec<&Value> = Vec::new();
    told["named"].as_array().unwrap()[..3].iter().for_each(|named| marked.extend(named.as_array().unwrap()));
    let news = news.to_str().unwrap();
    desk.expect(&["clean", news, "odd.jsonl", "--output", "again", "--overrides", "overrides.toml"], 0, "");
    let again: Value = serde_json::from_slice(&desk.read("again.audit/summary.json")).unwrap();
    assert_eq!(again["review"]["reviewed"], marked.len(), "{}", told["toml"]);
    assert_eq!(again["review"]["stale"], serde_json::json!([]));

    let narrow = look(&browser, &desk, "out.audit/report.html", 500);
    assert!(narrow["overflow"].as_i64().unwrap() <= 0, "the page is wider than its window");
}
