// The answer box: "/code" offers ready answers while one types; files Zalo would refuse are named before sending.
"use strict";

{  // names of its own: the scripts of a page share one scope
const box = document.getElementById("text"), offers = document.getElementById("ma-tat");
const canned = [...document.querySelectorAll("#canned option")].map((option) => option.dataset);
const file = document.getElementById("file"), enclosed = document.getElementById("enclosed");
const TYPED = /(^|\s)\/([\p{L}\p{N}_-]*)$/u, MOST = 5_000_000, SHOWN = 6, LARGE = 1_500_000, SIDE = 1600;

function insert(answer, typed) {
  const end = box.selectionStart, begin = end - typed.length - 1;
  box.setRangeText(answer.text, begin, end, "end");
  if (answer.enclosed && !enclosed.value) enclosed.value = answer.enclosed;
  offers.hidden = true;
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer() {
  const match = TYPED.exec(box.value.slice(0, box.selectionStart));
  const typed = match ? match[2].normalize("NFC").toLowerCase() : "";
  const fitting = match ? canned.filter((answer) => answer.code && answer.code.startsWith(typed)).slice(0, SHOWN) : [];
  offers.hidden = !fitting.length;
  offers.replaceChildren(...fitting.map((answer) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `/${answer.code}: ${answer.text.slice(0, 40)}`;
    button.addEventListener("click", () => insert(answer, match[2]));
    return button;
  }));
}
if (box && offers) box.addEventListener("input", offer);

// A phone's picture is made as small here as the ward's machine would make it, so that it gets there at all.
async function shrink(picture) {
  const image = await createImageBitmap(picture);
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const small = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.88); });
  const files = new DataTransfer();
  files.items.add(new File([small], `${picture.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" }));
  file.files = files.files;
}

if (file) file.addEventListener("change", () => {
  const [chosen] = file.files;
  if (chosen && chosen.type.startsWith("image/") && chosen.size > LARGE) shrink(chosen).catch(() => {});
  const isTooLarge = chosen && !chosen.type.startsWith("image/") && chosen.size > MOST;
  file.setCustomValidity(isTooLarge ? "Tệp lớn quá 5 MB, Zalo không nhận. Hãy chọn tệp khác." : "");
  file.reportValidity();
});
}
