// Forms with longer texts keep a draft on the server while one types, offer it again and ask before one leaves.
// Pages work without it.
"use strict";

const { save: saveAddress, csrf } = document.currentScript.dataset;
const SAVE_AFTER_MS = 1000;
const NO_WORDS = ["hidden", "password", "file", "submit", "button", "reset", "search"];
const KEPT_HIDDEN = ["version", "mark"];

const addressOf = (form) => {
  const target = new URL(form.getAttribute("action") || location.href, location.href);
  return target.pathname + target.search;
};
const here = () => {
  const query = new URLSearchParams(location.search);
  for (const name of ["done", "draft", "refused"]) query.delete(name);
  return location.pathname + (query.size ? `?${query}` : "");
};

// What stands in a field now, or (`isFirst`) what the page came with.
function valuesOf(control, isFirst) {
  if (control.type === "checkbox" || control.type === "radio") return (isFirst ? control.defaultChecked : control.checked) ? [control.value] : [];
  if (control.tagName !== "SELECT") return [isFirst ? control.defaultValue : control.value];
  if (!isFirst) return [control.value];
  return [([...control.options].find((option) => option.defaultSelected) || control.options[0])?.value ?? ""];
}

function fieldsOf(form, isFirst = false) {
  const fields = {};
  for (const control of form.elements) {
    const { name, type, disabled } = control;
    if (!name || disabled || (NO_WORDS.includes(type) && !KEPT_HIDDEN.includes(name))) continue;
    const values = valuesOf(control, isFirst);
    if (values.length) (fields[name] ||= []).push(...values);
  }
  return fields;
}

// Parts of a page may be replaced while it is open (live.js): forms are looked up when they are needed.
const isKept = (form) => form.method === "post" && form.querySelector("textarea") !== null;
const keptForms = () => [...document.forms].filter(isKept);
const isBlank = (form) => [...form.querySelectorAll("textarea")].every((field) => !field.value.trim());
// A page that answers a form with what was typed into it: those words are not saved anywhere yet.
const isAnswered = (form) => document.body.dataset.answers === addressOf(form) && !isBlank(form);
const isDirty = (form) => isAnswered(form) || JSON.stringify(fieldsOf(form)) !== JSON.stringify(fieldsOf(form, true));
const changed = new Set();  // forms whose draft on the server is not what stands in them
let isLeaving = false;
let saving = new AbortController();

// A form that was put back to what the page came with needs no draft: an empty one deletes it.
const asDraft = (form) => ({ address: addressOf(form), page: here(), fields: isDirty(form) ? fieldsOf(form) : {} });

function body(list) {
  const data = new FormData();
  data.set("csrf", csrf);
  data.set("drafts", JSON.stringify(list));
  return data;
}

function tell(form, words, isTrouble = false) {
  let line = form.querySelector("[data-draft-state]");
  if (!line) {
    line = document.createElement("p");
    line.dataset.draftState = "";
    line.setAttribute("role", "status");
    form.append(line);
  }
  line.className = isTrouble ? "note warn" : "hint";
  line.textContent = words;
}

async function save(form) {
  changed.delete(form);
  try {
    const answer = await fetch(saveAddress, { method: "POST", body: body([asDraft(form)]), signal: saving.signal, redirect: "manual" });
    if (answer.type === "opaqueredirect") tell(form, "Phiên đăng nhập đã hết. Cứ bấm nút gửi hoặc lưu: máy mời đăng nhập lại và giữ chữ này.", true);
    else if (answer.ok) tell(form, isDirty(form) ? `Đã giữ chữ viết dở lúc ${new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}.` : "");
    else throw new Error(answer.status);
  } catch {
    if (isLeaving) return;
    changed.add(form);
    tell(form, "Chưa giữ được chữ viết dở: mất kết nối. Đừng đóng trang.", true);
  }
}

function restore(form, fields) {
  for (const [name, values] of Object.entries(fields)) {
    const controls = [...form.elements].filter((control) => control.name === name);
    controls.forEach((control, place) => {
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else if (control.type !== "file" && values[place] !== undefined) control.value = values[place];
      for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
    });
  }
}

let timer;
function saveSoon(form) {
  changed.add(form);
  clearTimeout(timer);
  timer = setTimeout(() => { if (!isLeaving) for (const one of [...changed]) save(one); }, SAVE_AFTER_MS);
}
document.addEventListener("input", (event) => {
  const { form } = event.target;
  if (form && isKept(form)) saveSoon(form);
});
// Words typed on a slow line before this script was there.
for (const form of keptForms()) if (isDirty(form) && !isAnswered(form)) saveSoon(form);

for (const note of document.querySelectorAll("[data-draft]")) {
  const form = keptForms().find((one) => addressOf(one) === note.dataset.address);
  if (!form) continue;
  const fill = () => {
    restore(form, JSON.parse(note.dataset.draft));
    changed.delete(form);  // the server has these words
    note.querySelector("[data-offered]").hidden = note.querySelector("[data-restore]").hidden = true;
    note.querySelector("[data-restored]").hidden = false;
  };
  form.before(note);
  note.querySelector("[data-restore]").addEventListener("click", (event) => {
    event.preventDefault();
    fill();
  });
  // A page that was opened with something chosen (an urgent post, a picture) is not the page these words were typed on.
  const isSamePage = note.querySelector("input[name=page]").value === here();
  if ((isBlank(form) && isSamePage) || new URLSearchParams(location.search).get("draft") === note.dataset.address) fill();
}

// Whatever form is sent takes the words of all others along, so that none of them is emptied.
addEventListener("submit", (event) => {
  const sent = event.target;
  if (sent.method !== "post" || event.defaultPrevented) return;
  const dropped = "drops" in sent.dataset ? sent.elements.address.value : "";
  const list = keptForms().filter((form) => isDirty(form) && addressOf(form) !== dropped).map(asDraft);
  sent.querySelector("input[name=drafts]")?.remove();
  if (list.length) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "drafts", value: JSON.stringify(list) });
    sent.append(field);
  }
  isLeaving = true;
  saving.abort();
  saving = new AbortController();
  setTimeout(() => { isLeaving = false; }, 5000);  // it may have been a download
});

addEventListener("beforeunload", (event) => {
  if (!isLeaving && keptForms().some(isDirty)) event.preventDefault();
});
addEventListener("pagehide", () => {
  const list = [...changed].map(asDraft);
  if (!isLeaving && list.length) navigator.sendBeacon(saveAddress, body(list));
});
addEventListener("pageshow", () => { isLeaving = false; });
