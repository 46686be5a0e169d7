// One message as it looks on a phone.

import { clock, el, files, mediaUrl, safeLink } from "./api.js";
import { stickers } from "./tray.js";

const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'’”])/g;
const PHONE_MARK = { "oa.open.url": "↗ ", "oa.open.phone": "📞 ", "oa.open.sms": "💬 " };

export function bubbleLine(message, first, last, acts) {
  if (message.who === "note") return el("p", { class: "note", "data-id": message.message_id }, message.text);
  const fromOa = message.who === "oa";
  const bubble = el("div", { class: isBare(message) ? "bubble bare" : "bubble" }, ...inside(message, acts));
  const stack = el("div", { class: "stack" }, bubble, reactionOf(message), below(message, last));
  const line = el("div", {
    class: `line ${fromOa ? "oa-line" : "person-line"}${first ? " first" : ""}`, "data-id": message.message_id,
  });
  if (!fromOa) {
    line.append(el("span", { class: "sr" }, "Anh/chị nhắn:"), stack);
    return line;
  }
  const face = first ? el("img", { src: `${files}oa.svg`, alt: "", width: 30, height: 30 }) : "";
  line.append(el("span", { class: "side" }, face), el("span", { class: "sr" }, "Phường trả lời:"), stack, heart(message, acts));
  return line;
}

function isBare(message) {
  return message.kind === "sticker" || (["image", "gif"].includes(message.kind) && !message.text);
}

function inside(message, acts) {
  const parts = [];
  if (message.quote) parts.push(el("p", { class: "quote" }, acts.textOf(message.quote) || "Tin được trích dẫn"));
  parts.push(...(drawn[message.kind] || text)(message, acts));
  if (message.buttons.length) parts.push(buttons(message, acts));
  return parts;
}

const drawn = {
  image: picture, gif: picture, sticker, file, link, voice: thing("🎤", "Tin nhắn thoại", "0:07"),
  video: thing("🎬", "Video", "0:24"), location, contact, list: cards, article: cards, request_info: request, template,
};

function text(message) {
  return message.text ? [el("div", { class: "words" }, ...linked(message.text))] : [];
}

function linked(words) {
  return words.split(LINK).map((part) => (safeLink(part)
    ? el("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part));
}

function picture(message) {
  const { upload, url } = message.payload;
  const source = upload ? mediaUrl(upload) : safeLink(url);
  const shown = el("img", { class: "picture", src: source || `${files}picture.svg`, alt: message.text || "Ảnh" });
  shown.addEventListener("error", () => { shown.src = `${files}picture.svg`; }, { once: true });
  return [shown, ...text(message)];
}

function sticker(message) {
  return [el("div", { class: "sticker", role: "img", "aria-label": "Nhãn dán" }, stickers[message.payload.id] || "🙂")];
}

function thing(sign, name, detail) {
  return (message) => [signed(sign, name, detail), ...text(message)];
}

function signed(sign, name, detail) {
  return el("div", { class: "thing" }, el("span", { class: "sign", "aria-hidden": "true" }, sign),
    el("span", {}, el("b", {}, name), el("small", {}, detail)));
}

function file(message) {
  const size = Math.max(1, Math.round(Number(message.payload.size) / 1024));
  return [signed("📄", message.payload.name, `${size} KB · ${String(message.payload.type).toUpperCase()}`)];
}

function link(message) {
  return [...text(message), signed("🔗", message.payload.description, message.payload.url)];
}

function location(message) {
  const { latitude, longitude } = message.payload.coordinates;
  return [signed("📍", "Vị trí đã gửi", `${latitude}, ${longitude}`)];
}

function contact(message) {
  const phone = JSON.parse(message.payload.description).phone;
  return [signed("👤", "Danh thiếp", `+${phone}`)];
}

function cards(message, acts) {
  const entries = message.elements.map((element, index) => card(message, element, index, acts));
  return [...text(message), el("div", {}, ...entries)];
}

function card(message, element, index, acts) {
  const lead = index === 0 && Boolean(element.image_url);
  const words = el("span", {}, el("b", {}, element.title), element.subtitle ? el("small", {}, element.subtitle) : "");
  const image = element.image_url ? el("img", { src: element.image_url, alt: "", loading: "lazy" }) : "";
  if (image) image.addEventListener("error", () => { image.src = `${files}picture.svg`; }, { once: true });
  const shape = `entry${lead ? " lead" : ""}${image ? "" : " alone"}`;
  const inner = lead ? [image, words] : [words, image];
  if (safeLink(element.url)) {
    return el("a", { class: shape, href: element.url, target: "_blank", rel: "noopener noreferrer" }, ...inner);
  }
  if (!element.action) return el("div", { class: shape }, ...inner);
  return el("button", { class: shape, type: "button", onclick: () => acts.press(message, index) }, ...inner);
}

function request(message, acts) {
  const [element] = message.elements;
  const share = el("button", { type: "button", onclick: () => acts.shareInfo() }, "Chia sẻ thông tin");
  return [
    el("div", { class: "words" }, el("b", {}, element.title), element.subtitle ? `\n${element.subtitle}` : ""),
    el("div", { class: "buttons" }, share),
  ];
}

function template(message) {
  if (!message.elements.length) return text(message);
  return message.elements.flatMap((element) => {
    if (element.type === "banner") {
      return [el("img", { class: "picture", src: element.upload ? mediaUrl(element.upload) : element.image_url, alt: "" })];
    }
    if (element.type === "table") {
      return [el("div", { class: "words" }, element.rows.map((row) => `${row.key}: ${row.value}`).join("\n"))];
    }
    const words = el("div", { class: "words" });
    words.append(element.type === "header" ? el("b", {}, element.content) : element.content);
    return [words];
  });
}

function buttons(message, acts) {
  return el("div", { class: "buttons" }, ...message.buttons.map((button, index) => oneButton(message, button, index, acts)));
}

function oneButton(message, button, index, acts) {
  const label = (PHONE_MARK[button.type] || "") + button.title;
  const href = hrefOf(button);
  if (href === null) return el("button", { type: "button", onclick: () => acts.press(message, index) }, label);
  const outside = button.type === "oa.open.url" ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return el("a", { href, ...outside }, label);
}

function hrefOf(button) {
  const { url, phone_code: phone, content } = typeof button.payload === "object" ? button.payload : {};
  if (button.type === "oa.open.url") return safeLink(url);
  if (button.type === "oa.open.phone") return `tel:${dial(phone)}`;
  if (button.type === "oa.open.sms") return `sms:${dial(phone)}?body=${encodeURIComponent(content)}`;
  return null;
}

function dial(phone) {
  return phone.startsWith("84") && phone.length > 9 ? `+${phone}` : phone;
}

function reactionOf(message) {
  const icons = message.reaction + message.oa_reaction;
  return icons ? el("span", { class: "reaction", "aria-label": "Cảm xúc" }, icons) : "";
}

function heart(message, acts) {
  const given = Boolean(message.reaction);
  const label = given ? "Bỏ tim" : "Thả tim";
  return el("button", { class: "heart", type: "button", "aria-label": label, title: label, onclick: () => acts.react(message, given) },
    given ? "♥" : "♡");
}

function below(message, last) {
  const pressed = message.payload.pressed;
  const words = [pressed ? `Bấm nút “${pressed}”` : "", last ? clock(message.at) : ""].filter(Boolean).join(" · ");
  return words ? el("span", { class: "below" }, words) : "";
}
