// Only to make pages nicer: they all work without it.
"use strict";

// Characters as Zalo counts them (NFC), every personal word as long as it may be. As bot.lib.personal_words.longest.
function size(text) {
  return [...text.normalize("NFC").replace(/\{([^{}]*)\}/g, (_, inside) => {
    const [word, fallback = ""] = inside.split("|");
    return "x".repeat(word.trim() === "tên" ? Math.max(40, fallback.trim().length) : 40);
  })].length;
}

for (const output of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(output.dataset.counts);
  const count = () => {
    const text = field.value.trim();
    const length = "plain" in output.dataset ? [...text.normalize("NFC")].length : size(text);
    output.textContent = length.toLocaleString("vi-VN");
    const tooLong = output.parentElement.querySelector("b");
    if (tooLong) tooLong.hidden = length <= Number(output.dataset.most);
  };
  field.addEventListener("input", count);
  addEventListener("pageshow", count);  // words typed before this script was there, or put back by the browser
}

// A second press right after the first is the same press: the browser goes on with the first one.
const SAME_PRESS_MS = 2000;
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (Date.now() - Number(form.dataset.sentAt || 0) < SAME_PRESS_MS) event.preventDefault();
  else form.dataset.sentAt = Date.now();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sentAt;
});

// Choosing a group or a condition means it: the choice above follows.
for (const field of document.querySelectorAll("[data-means]")) {
  field.addEventListener("change", (event) => {
    const { type, checked, value } = event.target;
    if (type === "checkbox" ? checked : value) document.getElementById(field.dataset.means).checked = true;
  });
}
for (const day of document.querySelectorAll("input[name=weekdays]")) {
  day.addEventListener("change", () => {
    const every = document.getElementById("every");
    if (day.checked && !every.value) every.value = "weekly";
  });
}

// One box ticks all of a name.
for (const label of document.querySelectorAll("[data-all]")) {
  label.hidden = false;
  label.querySelector("input").addEventListener("change", (event) => {
    for (const box of document.getElementsByName(label.dataset.all)) box.checked = event.target.checked;
  });
}

// An article to be pasted elsewhere, with its headings, lists and links.
for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard || !window.ClipboardItem) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const html = await (await fetch(button.dataset.copies)).text();
    const text = new DOMParser().parseFromString(html, "text/html").body.textContent;
    const kinds = { "text/html": html, "text/plain": text };
    const parts = Object.entries(kinds).map(([kind, words]) => [kind, new Blob([words], { type: kind })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
    button.textContent = "Đã chép";
  });
}

// Words pasted from Word or a page keep headings, lists and links: the server turns them into our marks.
for (const field of document.querySelectorAll("[data-pastes]")) {
  field.addEventListener("paste", async (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html || html.length > 400000) return;
    event.preventDefault();
    const plain = event.clipboardData.getData("text/plain");
    const data = new FormData();
    data.set("csrf", field.form.elements.csrf.value);
    data.set("html", html);
    const answer = await fetch(field.dataset.pastes, { method: "POST", body: data }).catch(() => null);
    const words = answer?.ok ? (await answer.json()).text : plain;
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// Each kind of broadcast is counted its own way.
for (const radio of document.querySelectorAll("input[name=kind]")) {
  radio.addEventListener("change", () => {
    for (const line of document.querySelectorAll("[data-kinds]")) {
      line.hidden = !line.dataset.kinds.split(" ").includes(radio.value);
    }
  });
}

// Live figures of a broadcast that is being sent; the page is loaded anew when its state changes.
const live = document.querySelector("[data-progress]");
async function follow() {
  const answer = await fetch(live.dataset.progress, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const now = await answer.json();
  const known = [...live.querySelectorAll("[data-count]")].map((cell) => cell.dataset.count);
  if (now.state !== live.dataset.state || Object.keys(now.counts).some((state) => !known.includes(state))) {
    location.reload();
    return;
  }
  for (const name of ["reached", "total"]) live.querySelector(`[data-figure=${name}]`).textContent = now[name];
  for (const cell of live.querySelectorAll("[data-count]")) cell.textContent = now.counts[cell.dataset.count] || "0";
  live.querySelector("progress").value = now.percent;
}
if (live) setInterval(() => follow().catch(() => {}), 2000);
