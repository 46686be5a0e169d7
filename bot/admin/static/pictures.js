// A picture of a phone is made small in the browser, so that 25 MB get there at all; what the browser cannot open goes as it is.
"use strict";

{  // names of its own: the scripts of a page share one scope
const LARGE = 1_000_000, MOST = 25_000_000, MOST_SENT = 6_000_000, SIDE = 1600;
const TOO_LARGE = "Hình nặng quá 25 MB. Hãy chọn hình nhỏ hơn.";
const NOT_SHRUNK = "Trình duyệt này không thu nhỏ được hình này, mà hình nặng quá 6 MB. Mở hình, chụp lại màn hình rồi tải hình chụp lên.";

async function shrink(field, picture) {
  const image = await createImageBitmap(picture);
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";  // a JPEG has no transparency: black would come through
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const small = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.88); });
  const files = new DataTransfer();
  files.items.add(new File([small], `${picture.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" }));
  field.files = files.files;
}

for (const field of document.querySelectorAll("input[data-shrinks]")) {
  field.addEventListener("change", async () => {
    const [picture] = field.files;
    let reason = "";
    if (picture && picture.size > MOST) {
      reason = TOO_LARGE;
    } else if (picture && picture.size > LARGE) {
      await shrink(field, picture).catch(() => { if (picture.size > MOST_SENT) reason = NOT_SHRUNK; });
    }
    if (reason) field.value = "";
    const note = field.parentElement.parentElement.querySelector("[data-trouble]") || document.createElement("p");
    note.dataset.trouble = "";
    note.className = "note bad";
    note.setAttribute("role", "alert");
    note.textContent = reason;
    note.hidden = !reason;
    if (!note.isConnected) field.parentElement.after(note);
  });
}
}
