// Pages follow by themselves: counters, title, and the parts marked data-part. Without it they are as of their loading.
"use strict";

{  // names of its own: the scripts of a page share one scope
const SEEN_MS = 2500, HIDDEN_MS = 15_000, USED_MS = 300_000;
const { asks, stamp: firstStamp } = document.body.dataset;
const title = document.title;
let stamp = firstStamp, used = Date.now(), told = null;
for (const act of ["keydown", "pointermove", "touchstart"]) addEventListener(act, () => { used = Date.now(); }, { passive: true });

// A page that nobody uses is not kept signed in by its own questions.
function ask(address, accept) {
  const headers = { Accept: accept };
  if (Date.now() - used > USED_MS) headers["X-Asks-By-Itself"] = "1";
  return fetch(address, { headers, redirect: "error", cache: "no-store" });
}

function showCounts(counts) {
  let all = 0;
  for (const badge of document.querySelectorAll("[data-work]")) {
    const count = counts[badge.dataset.work] || 0;
    all += count;
    badge.hidden = !count;
    badge.firstChild.data = count.toLocaleString("vi-VN");
  }
  document.title = all ? `(${all}) ${title}` : title;
}

function showOthers(lines) {
  const place = document.getElementById("ai-dang-mo");
  if (!place || lines.join() === [...place.children].map((line) => line.textContent).join()) return;
  place.replaceChildren(...lines.map((line) => {
    const note = document.createElement("p");
    note.className = "note warn";
    note.textContent = line;
    return note;
  }));
}

// What the server sent last for each part, so that only what changed there is replaced. Form tokens differ each time.
const plain = (part) => part.outerHTML.replace(/(name="once" value=")[^"]*/g, "$1");
const shown = new Map([...document.querySelectorAll("[data-part]")].map((part) => [part.id, plain(part)]));

function isBusy(part) {
  const at = document.activeElement;
  const writes = part.contains(at) && at.matches("input, textarea, select");
  return writes || [...part.querySelectorAll("textarea, input:not([type=hidden])")].some(
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);
}

function replace(part, fresh) {
  const open = [...part.querySelectorAll("details")].map((fold) => fold.open);
  const path = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 300;
  part.replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((fold, index) => { fold.open = open[index] ?? fold.open; });
  if (path) fresh.querySelector(`a[href="${CSS.escape(path)}"], a[href="${path}"]`)?.focus({ preventScroll: true });
  if (fresh.classList.contains("talk") && isAtEnd) fresh.lastElementChild?.scrollIntoView({ block: "nearest" });
}

async function refresh(newStamp) {
  const answer = await ask(location.href, "text/html");
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let isWhole = true;
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || plain(fresh) === shown.get(part.id)) continue;
    if (isBusy(part)) {
      isWhole = false;
      continue;
    }
    shown.set(part.id, plain(fresh));
    replace(part, document.adoptNode(fresh));
  }
  if (isWhole) stamp = newStamp;
}

// Two soft tones; a browser allows them after the first press on the page.
function ring() {
  const sound = new AudioContext();
  for (const [at, height] of [[0, 660], [0.18, 880]]) {
    const tone = sound.createOscillator(), strength = sound.createGain();
    tone.frequency.value = height;
    strength.gain.setValueAtTime(0.12, sound.currentTime + at);
    strength.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + at + 0.3);
    tone.connect(strength).connect(sound.destination);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + 0.3);
  }
  setTimeout(() => sound.close(), 1000);
}

async function look() {
  const answer = await ask(asks + (document.hidden ? "?hidden=1" : ""), "application/json");
  if (!answer.ok) return;
  const now = await answer.json();
  showCounts(now.counts);
  if (told !== null && now.told > told && document.body.dataset.sound) ring();
  told = now.told;
  if (now.others) showOthers(now.others);
  if (stamp && now.stamp !== stamp) await refresh(now.stamp);
}

async function follow() {
  await look().catch(() => {});
  setTimeout(follow, document.hidden ? HIDDEN_MS : SEEN_MS);
}
document.addEventListener("visibilitychange", () => { if (!document.hidden) look().catch(() => {}); });
if (asks) setTimeout(follow, SEEN_MS);
if (navigator.serviceWorker) navigator.serviceWorker.register(document.body.dataset.worker, { scope: "/admin/" }).catch(() => {});
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}
