// Only to make pages nicer: they all work without it.
"use strict";

// Characters as Zalo counts them (NFC), every personal word as long as it may be. As bot.broadcasts.personal.longest.
function size(text) {
  return [...text.normalize("NFC").replace(/\{([^{}]*)\}/g, (_, inside) => {
    const [word, fallback = ""] = inside.split("|");
    return "x".repeat(word.trim() === "tên" ? Math.max(40, fallback.trim().length) : 40);
  })].length;
}

for (const output of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(output.dataset.counts);
  field.addEventListener("input", () => {
    const text = field.value.trim();
    const count = "plain" in output.dataset ? [...text.normalize("NFC")].length : size(text);
    output.textContent = count.toLocaleString("vi-VN");
    const tooLong = output.parentElement.querySelector("b");
    if (tooLong) tooLong.hidden = count <= Number(output.dataset.most);
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
