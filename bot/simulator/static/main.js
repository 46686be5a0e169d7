// The chat page: who one is, the talk, what one sends. Nothing of the page is kept anywhere but in the simulator.

import { el, get, post } from "./api.js";
import { startPanel } from "./panel.js";
import { Talk } from "./talk.js";
import { fillTray, limitTray } from "./tray.js";

const POLL_MS = 700;
const PEOPLE_MS = 2000;
const SHOWN_PEOPLE = 6;
const FACES = ["#8a3b6b", "#1f6b52", "#7a4a00", "#35546f", "#5b3fa0", "#505a63"];
const find = (id) => document.getElementById(id);

const [words, tray, more, follow, notice] = ["words", "tray", "more", "follow", "notice"].map(find);
const talk = new Talk(find("talk"), say);
let people = [];
let me = null;

function choose(id) {
  me = id;
  talk.open(id);
  showPeople();
  pollTalk();
}

function showPeople() {
  const buttons = people.slice(0, SHOWN_PEOPLE).map((person, index) => personButton(person, index));
  const focused = document.activeElement?.dataset?.person;
  find("people").replaceChildren(...buttons);
  if (focused) buttons.find((button) => button.dataset.person === focused)?.focus({ preventScroll: true });
  const mine = people.find((person) => person.id === me);
  if (!mine) return;
  follow.hidden = mine.anonymous;
  follow.setAttribute("aria-pressed", String(mine.follows));
  follow.textContent = mine.follows ? "✓ Đã quan tâm" : "+ Quan tâm";
  find("phone-state").textContent = mine.anonymous ? "Anh/chị là khách chưa đăng nhập Zalo" : "✓ Tài khoản đã xác thực";
  limitTray(tray, mine.anonymous);
}

function personButton(person, index) {
  const short = person.name.split(" ");
  const name = person.anonymous ? "Khách" : `${short[0]} ${short.at(-1)}`;
  const face = el("span", { class: "face", "aria-hidden": "true" }, short.at(-1)[0].toUpperCase());
  face.style.setProperty("--face", FACES[index]);
  const unseen = person.id !== me && person.unseen
    ? el("span", { class: "unseen" }, String(person.unseen), el("span", { class: "sr" }, " tin chưa đọc")) : "";
  return el("button", {
    class: "person", type: "button", "aria-pressed": String(person.id === me), title: `${person.name}: ${person.about}`,
    "data-person": person.id, onclick: () => choose(person.id),
  }, face, name, unseen);
}

async function act(path, body) {
  await begun;
  const sent = await post(`people/${me}/${path}`, body).then(() => true, () => false);
  warn(sent ? "" : "Chưa gửi được. Anh/chị thử lại nhé.");
  await pollTalk();
  return sent;
}

async function say(text) {
  const sent = await act("say", { text });
  if (!sent && !words.value) words.value = text;
}

let warning = "";
function warn(text) {
  warning = text;
  notice.textContent = text;
  notice.hidden = !text;
}

async function pollTalk() {
  try {
    await talk.poll();
    if (warning === LOST) warn("");
  } catch {
    warn(LOST);
  }
}
const LOST = "Mất kết nối với máy chủ dùng thử. Đang thử lại…";

async function pollPeople() {
  const before = JSON.stringify(people);
  people = await get("people").catch(() => people);
  if (JSON.stringify(people) !== before) showPeople();
}

function toggleTray(open) {
  tray.hidden = !open;
  more.setAttribute("aria-expanded", String(open));
}

function listen() {
  find("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = words.value.trim();
    words.value = "";
    words.style.height = "";
    if (text) say(text);
    words.focus();
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      find("composer").requestSubmit();
    }
  });
  words.addEventListener("input", () => {
    words.style.height = "";
    words.style.height = `${words.scrollHeight + 2}px`;
  });
  more.addEventListener("click", () => toggleTray(tray.hidden));
  follow.addEventListener("click", async () => {
    await act(follow.getAttribute("aria-pressed") === "true" ? "unfollow" : "follow");
    pollPeople();
  });
  fillTray(tray, (kind, payload) => { toggleTray(false); act("send", { kind, ...payload }); }, tapped);
}

async function tapped(name) {
  toggleTray(false);
  await act(name);
  if (name === "forget") choose(me);
}

function every(milliseconds, task) {
  const run = async () => {
    if (document.visibilityState === "visible") await task();
    setTimeout(run, milliseconds);
  };
  run();
}

async function begin() {
  for (await pollPeople(); !people.length; await pollPeople()) {
    warn(LOST);
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  warn("");
  choose(people[0].id);
}

listen();
const begun = begin();
await begun;
every(POLL_MS, pollTalk);
every(PEOPLE_MS, pollPeople);

const SWITCHED_OFF = "Zalo đã tắt webhook vì trợ lý không trả lời. Bật lại ở Bảng thử lỗi.";
const NOT_ARRIVED = "Trợ lý chưa nhận được tin. Zalo giả lập sẽ tự gửi lại.";
startPanel(({ webhook }) => {
  const trouble = webhook.url && !webhook.on ? SWITCHED_OFF
    : webhook.pending && webhook.last_outcome !== "200" ? NOT_ARRIVED : "";
  if (trouble || [SWITCHED_OFF, NOT_ARRIVED].includes(warning)) warn(trouble);
});
