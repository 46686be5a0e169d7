// Dates in Vietnamese order (dd/mm/yyyy, 24 hours) in a browser of another language. Its own field stays behind as the
// calendar and sends what it always sent, so that nothing changes for the server and without JavaScript.
"use strict";

{  // names of its own: the scripts of a page share one scope
const two = (number) => String(number).padStart(2, "0");
const EXAMPLES = { date: "04/12/2026", time: "07:30", "datetime-local": "04/12/2026 07:30" };

function toWords(value, type) {
  const [day, time = ""] = type === "time" ? ["", value] : value.split("T");
  const date = day.split("-").reverse().join("/");
  return [date, time.slice(0, 5)].filter(Boolean).join(" ");
}

// What was typed as the value a native field takes; null when it is none. A value in the native form is taken as well.
function toValue(words, type) {
  const text = words.trim();
  if (!text) return "";
  const native = text.match(/^(\d{4}-\d{2}-\d{2})?T?(\d{2}:\d{2})?$/);
  if (native && (type === "time" ? native[2] && !native[1] : native[1])) return text;
  const parts = text.match(/^(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))?\s*(?:(\d{1,2})[:hg](\d{2}))?$/);
  if (!parts) return null;
  const [, day, month, year, hour, minute] = parts;
  const date = day && `${year}-${two(month)}-${two(day)}`, time = hour && `${two(hour)}:${minute}`;
  if (type === "date") return time ? null : date;
  if (type === "time") return date ? null : time;
  return date && time ? `${date}T${time}` : null;
}

function replaceField(native) {
  const { type } = native, shell = document.createElement("span"), field = document.createElement("input"), open = document.createElement("button");
  shell.className = "dated";
  for (const name of ["id", "required", "aria-describedby", "aria-invalid"]) {
    if (!native.hasAttribute(name)) continue;
    field.setAttribute(name, native.getAttribute(name));
    native.removeAttribute(name);
  }
  Object.assign(field, { inputMode: "numeric", autocomplete: "off", placeholder: EXAMPLES[type], value: toWords(native.value, type) });
  Object.assign(open, { type: "button", textContent: "▾", title: "Mở lịch" });
  for (const extra of [open, native]) {  // for the pointer only: with keys the field says it all
    extra.tabIndex = -1;
    extra.setAttribute("aria-hidden", "true");
  }
  native.before(shell);
  shell.append(field, open, native);
  const check = () => {
    const value = toValue(field.value, type);
    native.value = value ?? "";
    const isWrong = value === null || (value && !native.value);
    field.setCustomValidity(isWrong ? `Hãy viết như ${EXAMPLES[type]}.` : native.validity.valid ? "" : native.validationMessage);
    native.dispatchEvent(new Event("input", { bubbles: true }));
  };
  field.addEventListener("input", check);
  field.addEventListener("blur", () => { if (native.value) field.value = toWords(native.value, type); });
  native.addEventListener("change", () => { field.value = toWords(native.value, type); field.setCustomValidity(""); });
  open.addEventListener("click", () => native.showPicker());
}

// A browser whose own language is English shows its fields so, though pages are preferred in Vietnamese: both must be.
const LANGUAGES = [navigator.language, new Intl.DateTimeFormat().resolvedOptions().locale];
if (!LANGUAGES.every((language) => language.toLowerCase().startsWith("vi"))) {
  for (const native of document.querySelectorAll("input:is([type=date], [type=time], [type=datetime-local])")) replaceField(native);
}
}
