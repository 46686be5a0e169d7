// Zalo's console for the app: enters what an administrator would, and says what Zalo answered.

import { get, post } from "./api.js";

const find = (id) => document.getElementById(id);
const fields = [...document.querySelectorAll("[data-field]")];

function show(state) {
  for (const field of fields) {
    const value = state[field.dataset.field];
    if (field.type === "checkbox") field.checked = value;
    else if (field !== document.activeElement) field.value = value;
  }
  find("verifier_code").textContent = state.verifier_code;
  find("domain-state").textContent = state.domain ? `Đã xác thực: ${state.domain}` : "Chưa xác thực tên miền nào.";
  find("oa_secret").textContent = state.oa_secret || "hiện ra sau khi lưu Webhook URL";
  if (state.webhook_url && !find("webhook_url").value) find("webhook_url").value = state.webhook_url;
}

function say(words, good) {
  const result = find("result");
  result.hidden = false;
  result.textContent = words;
  result.classList.toggle("bad", !good);
}

async function ask(path, body, words) {
  try {
    const answer = await post(path, body);
    const [text, good] = words(answer);
    say(text, good);
  } catch {
    say("Zalo không nhận: xem lại địa chỉ, và tên miền đã xác thực chưa. Zalo giả lập chỉ gọi máy này.", false);
  }
  show(await get("developer"));
}

for (const field of fields) {
  field.addEventListener("change", async () => {
    const value = field.type === "checkbox" ? field.checked : field.value;
    show(await post("developer", { [field.dataset.field]: value }));
  });
}
find("domain-form").addEventListener("submit", (event) => {
  event.preventDefault();
  ask("developer/domain", { url: find("domain").value }, ({ status, verified }) =>
    [verified ? "Tên miền đã được xác thực." : `Chưa thấy tệp xác minh (mã ${status}).`, verified]);
});
find("webhook-form").addEventListener("submit", (event) => {
  event.preventDefault();
  ask("developer/webhook", { url: find("webhook_url").value }, ({ status, saved }) =>
    [saved ? "Đã lưu Webhook URL." : `Không lưu: địa chỉ trả lời mã ${status}, cần 200.`, saved]);
});
find("test").addEventListener("click", () =>
  ask("developer/test", { event: "user_send_text" }, ({ status }) => [`Chương trình trả lời mã ${status}.`, status === 200]));

show(await get("developer"));
