// Who else has this talk open, and whether something new was said. The page works without it.
"use strict";

const watching = document.querySelector("[data-watch]");
const opened = Number(watching.dataset.newest);

function show(lines) {
  watching.replaceChildren(...lines.map((line) => {
    const note = document.createElement("p");
    note.className = "note warn";
    note.textContent = line;
    return note;
  }));
}

async function look() {
  const answer = await fetch(watching.dataset.watch, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) return;
  const now = await answer.json();
  const news = now.newest > opened ? ["Có tin mới trong cuộc này. Tải lại trang để xem; chữ đang viết hãy gửi hoặc chép lại trước."] : [];
  if ([...now.others, ...news].join() !== [...watching.children].map((line) => line.textContent).join()) show([...now.others, ...news]);
}

// A page that nobody uses is not kept signed in by its own questions.
let used = Date.now();
for (const act of ["keydown", "pointermove"]) addEventListener(act, () => { used = Date.now(); }, { passive: true });
setInterval(() => { if (!document.hidden && Date.now() - used < 1_800_000) look().catch(() => {}); }, 10_000);
