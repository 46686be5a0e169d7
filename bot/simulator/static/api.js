// Talking to the simulator's JSON, and making elements. No text is ever read as HTML.

const base = document.body.dataset.base;
export const files = document.body.dataset.static;

export function mediaUrl(id) {
  return `${base}media/${encodeURIComponent(id)}`;
}

export async function get(path) {
  const answer = await fetch(`${base}api/${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export async function post(path, body = {}) {
  const answer = await fetch(`${base}api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function clock(milliseconds, more = {}) {
  const shape = { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh", ...more };
  return new Date(milliseconds).toLocaleTimeString("vi-VN", shape);
}

export function safeLink(url) {
  return /^https?:\/\//i.test(url || "") ? url : null;
}
