// Turning web push on for this browser. The page says so when that cannot be.
"use strict";

{  // names of its own: the scripts of a page share one scope
const form = document.getElementById("push"), state = document.getElementById("push-state");

function say(words) { state.textContent = words; }

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function subscribe() {
  if (await Notification.requestPermission() !== "granted") {
    say("Trình duyệt đang chặn thông báo của trang này. Hãy cho phép trong cài đặt của trình duyệt rồi bấm lại.");
    return;
  }
  const worker = await navigator.serviceWorker.ready;
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) });
  form.endpoint.value = made.endpoint;
  form.p256dh.value = text(made.getKey("p256dh"));
  form.auth.value = text(made.getKey("auth"));
  form.submit();
}

if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  form.hidden = false;
  say("Trên iPhone, hãy thêm trang này vào màn hình chính trước rồi bật ở đó.");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    subscribe().catch(() => say("Chưa bật được. Hãy xem mạng rồi thử lại; một số trình duyệt không nhận thông báo."));
  });
} else {
  say("Trình duyệt này không nhận thông báo, hoặc trang không mở bằng https. Trên iPhone, hãy thêm trang vào màn hình chính rồi mở từ đó.");
}
}
