// The talk on the phone: fetched every 0.7 s, drawn anew from the first line that changed.

import { el, files, get, post } from "./api.js";
import { bubbleLine } from "./bubbles.js";

const WAIT_FOR_ANSWER_MS = 12000;
const GROUP_MS = 300000;
const EXAMPLES = ["Làm giấy khai sinh cần gì?", "Nộp hồ sơ qua bưu điện được không?", "Hôm nay phường có làm việc không?"];

export class Talk {
  constructor(box, say) {
    this.box = box;
    this.say = say;
    this.atEnd = true;
    box.addEventListener("scroll", () => { this.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 160; });
    new ResizeObserver(() => { if (this.atEnd) this.toEnd(); }).observe(box);
    this.open(null);
  }

  open(person) {
    this.person = person;
    this.cursor = 0;
    this.messages = new Map();
    this.askedAt = 0;
    this.loaded = false;
    this.box.replaceChildren();
    this.drawn = [];
  }

  async poll() {
    const person = this.person;
    if (!person) return;
    const fresh = await get(`people/${person}/talk?since=${this.cursor}`);
    if (person !== this.person) return;
    const firstTime = !this.loaded;
    this.loaded = true;
    this.cursor = fresh.cursor;
    for (const message of fresh.messages) this.take(message, firstTime);
    this.draw(fresh.messages.length > 0, firstTime);
    if (fresh.messages.some((message) => message.who === "oa" && !message.seen)) this.look(person);
  }

  take(message, firstTime) {
    const known = this.messages.has(message.message_id);
    this.messages.set(message.message_id, message);
    if (known || firstTime) return;
    if (message.who === "oa") this.askedAt = 0;
    else if (message.kind !== "note") this.askedAt = Date.now();
  }

  look(person) {
    if (document.visibilityState === "visible") post(`people/${person}/look`).catch(() => {});
  }

  draw(changed, firstTime) {
    if (changed || firstTime) this.redraw(firstTime);
    if (!this.askedAt) this.showWaiting(null);
    else this.showWaiting(Date.now() - this.askedAt < WAIT_FOR_ANSWER_MS ? dots : silence);
  }

  redraw(firstTime) {
    const stay = firstTime || this.atEnd;
    const list = [...this.messages.values()];
    const lines = list.map((message, index) => this.line(list, index));
    let same = 0;
    while (same < lines.length && same < this.drawn.length && lines[same].key === this.drawn[same].key) same += 1;
    this.box.querySelector(".welcome")?.remove();
    for (const old of this.drawn.splice(same)) old.element.remove();
    for (const line of lines.slice(same)) {
      line.element = line.make();
      this.box.append(line.element);
      this.drawn.push(line);
    }
    if (!list.length) this.welcome();
    if (stay || list.at(-1)?.who === "person") this.toEnd();
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
  }

  line(list, index) {
    const [before, message, after] = [list[index - 1], list[index], list[index + 1]];
    const first = !joined(before, message);
    const last = !joined(message, after);
    return {
      key: [message.message_id, message.change, first, last].join("|"),
      make: () => bubbleLine(message, first, last, this.acts()),
    };
  }

  acts() {
    const person = this.person;
    const later = (promise) => promise.then(() => this.poll()).catch(() => {});
    return {
      press: (message, button) => later(post(`people/${person}/press`, { message_id: message.message_id, button })),
      react: (message, given) => later(post(`people/${person}/react`, { message_id: message.message_id, icon: given ? "/-remove" : "/-heart" })),
      shareInfo: () => later(post(`people/${person}/submit_info`)),
      textOf: (id) => this.messages.get(id)?.text,
    };
  }

  welcome() {
    const examples = EXAMPLES.map((words) => el("button", { type: "button", class: "quiet", onclick: () => this.say(words) }, words));
    this.box.append(el("div", { class: "welcome" },
      el("img", { src: `${files}oa.svg`, alt: "", width: 64, height: 64 }),
      `Hãy nhắn cho ${document.body.dataset.oa}, hoặc thử một câu:`, el("div", { class: "examples" }, ...examples)));
  }

  showWaiting(make) {
    const shown = this.box.querySelector(".waiting");
    if (shown && make && shown.dataset.made === make.name && this.box.lastElementChild === shown) return;
    shown?.remove();
    if (!make) return;
    const line = make();
    line.classList.add("waiting");
    line.dataset.made = make.name;
    this.box.append(line);
    this.toEnd();
  }
}

function dots() {
  return el("div", { class: "line oa-line first" },
    el("span", { class: "side" }, el("img", { src: `${files}oa.svg`, alt: "", width: 30, height: 30 })),
    el("div", { class: "bubble dots", role: "img", "aria-label": "Đang chờ trả lời" }, el("i"), el("i"), el("i")));
}

function silence() {
  return el("p", { class: "note" }, "Chưa có câu trả lời");
}

function joined(before, after) {
  return Boolean(before && after && before.who === after.who && before.who !== "note" && after.at - before.at < GROUP_MS);
}
