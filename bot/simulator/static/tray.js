// What one can send besides text.

import { el } from "./api.js";

export const stickers = { 20415: "👋", 20416: "👍", 20417: "❤️", 20418: "😂", 20419: "😢", 20420: "🎉" };

const things = [
  ["image", "🖼️", "Ảnh"], ["voice", "🎤", "Thoại"], ["video", "🎬", "Video"], ["file", "📄", "Tệp"],
  ["location", "📍", "Vị trí"], ["contact", "👤", "Danh thiếp"], ["link", "🔗", "Liên kết"], ["gif", "✨", "Ảnh động"],
];
const acts = [
  ["open_chat", "💬", "Mở khung chat"], ["submit_info", "📝", "Gửi hồ sơ của tôi"],
  ["withdraw", "🔒", "Xin xoá dữ liệu"], ["forget", "🧹", "Dọn khung chat"],
];
const forVisitors = ["image", "file", "sticker", "forget"];

export function fillTray(tray, send, act) {
  const stickerRow = el("div", { class: "tray-row stickers" }, ...Object.entries(stickers).map(([id, face]) =>
    el("button", { type: "button", "aria-label": `Nhãn dán ${face}`, onclick: () => send("sticker", { id }) }, face)));
  const thingRow = row(things, (kind) => send(kind, {}));
  const actRow = row(acts, act);
  tray.append(stickerRow, thingRow, actRow);
}

function row(entries, done) {
  return el("div", { class: "tray-row" }, ...entries.map(([name, sign, label]) =>
    el("button", { type: "button", "data-kind": name, onclick: () => done(name) },
      el("span", { "aria-hidden": "true" }, sign), label)));
}

export function limitTray(tray, anonymous) {
  for (const button of tray.querySelectorAll("[data-kind]")) {
    button.disabled = anonymous && !forVisitors.includes(button.dataset.kind);
  }
}
