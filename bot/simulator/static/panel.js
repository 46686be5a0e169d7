// The panel: breaks things, mends them, and shows the raw traffic.

import { clock as hours, el, get, post } from "./api.js";

const POLL_MS = 2000;
const SHOWN = 100;
const find = (id) => document.getElementById(id);
const panel = find("panel");
let onState = () => {};

async function change(body) {
  showState(await post("faults", body));
}

function showState(state) {
  const { faults, clock, webhook } = state;
  for (const control of panel.querySelectorAll("[data-fault]")) {
    if (control === document.activeElement && control.tagName === "SELECT") continue;
    const value = control.dataset.fault === "night" ? clock.forced_night : faults[control.dataset.fault];
    if (control.type === "checkbox") control.checked = value;
    else setOption(control, String(control.dataset.fault === "rate_per_second" ? value || 0 : value));
  }
  const [day, hour] = clock.local.split("T");
  find("clock").textContent = `${hour.slice(0, 5)} ngày ${day.split("-").reverse().join("/")}`;
  find("webhook-state").textContent = webhookWords(webhook);
  find("broken").replaceChildren(...chips(state));
  onState(state);
}

function setOption(select, value) {
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
  select.value = value;
}

function webhookWords(webhook) {
  if (!webhook.on) return webhook.given_up ? "webhook bị tắt" : "không gửi webhook";
  return webhook.pending ? `đang bật, ${webhook.pending} sự kiện đang chờ` : "đang bật, đã gửi hết";
}

function chips({ faults, clock, webhook }) {
  const broken = [
    faults.slow_ms && `Chậm ${faults.slow_ms / 1000} giây`,
    faults.server_errors && `Lỗi 500: còn ${faults.server_errors} lần`,
    faults.drops && `Đứt mạng sau khi nhận: còn ${faults.drops} lần`,
    faults.rate_per_second && `${faults.rate_per_second} lời gọi mỗi giây`,
    ...faults.errors.map((error) => `Mã ${error.code}: còn ${error.times} lần`),
    faults.refuse_message && `Từ chối nút, lời trong message: mã ${faults.refuse_message}`,
    faults.refuse_payload && `Từ chối nút, lời trong payload: mã ${faults.refuse_payload}`,
    faults.refuse_list && `Từ chối danh sách thẻ: mã ${faults.refuse_list}`,
    faults.refuse_file && `Từ chối tệp: mã ${faults.refuse_file}`,
    faults.quota_used_up && "Hết hạn mức",
    clock.forced_night === true && "Coi là đêm",
    clock.ahead_seconds > 0 && `Đồng hồ đã tua ${Math.round(clock.ahead_seconds / 3600)} giờ`,
    faults.repeat > 1 && `Webhook lặp ${faults.repeat} lần`,
    !faults.receipts && "Không có biên nhận",
    webhook.given_up > 0 && !webhook.on && "Webhook bị tắt",
  ].filter(Boolean);
  if (!broken.length) return [el("span", { class: "chip fine" }, "Mọi thứ bình thường")];
  return broken.map((words) => el("span", { class: "chip" }, words));
}

function listenToFaults() {
  for (const control of panel.querySelectorAll("[data-fault]")) {
    control.addEventListener("change", () => {
      const value = control.type === "checkbox" ? control.checked : JSON.parse(control.value);
      change({ [control.dataset.fault]: value });
    });
  }
  for (const button of panel.querySelectorAll("[data-now]")) {
    button.addEventListener("click", () => change({ [button.dataset.now]: true }));
  }
  for (const button of panel.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => change({ advance_hours: Number(button.dataset.advance) }));
  }
  for (const button of panel.querySelectorAll("[data-add]")) {
    button.addEventListener("click", async () => {
      const { faults } = await get("state");
      change({ [button.dataset.add]: faults[button.dataset.add] + 1 });
    });
  }
  find("error-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const error = { code: Number(find("code").value), times: Number(find("times").value), path: find("where").value };
    change({ error });
  });
}

function listenToTabs() {
  const tabs = [...panel.querySelectorAll("[role=tab]")];
  const open = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      find(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
    poll();
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => open(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      open(next);
      next.focus();
    });
  }
}

function listenToDrawer() {
  const toggle = find("panel-toggle");
  const open = (wanted) => {
    panel.classList.toggle("open", wanted);
    toggle.setAttribute("aria-expanded", String(wanted));
    (wanted ? find("panel-close") : toggle).focus();
    if (wanted) poll();
  };
  toggle.addEventListener("click", () => open(!panel.classList.contains("open")));
  find("panel-close").addEventListener("click", () => open(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.classList.contains("open")) open(false);
  });
}

let lastCall = 0;

async function pollCalls() {
  const list = find("call-list");
  for (const call of await get(`calls?since=${lastCall}`)) {
    lastCall = call.number;
    list.prepend(callEntry(call));
  }
  shorten(list, "Chưa có lời gọi nào.");
}

function callEntry(call) {
  const good = call.status === 200 && !call.error && !call.fault && !call.answer.error_name;
  const result = call.fault ? { drop: "đứt mạng", server_error: "500" }[call.fault] : call.error ? `lỗi ${call.error}` : good ? "được" : "lỗi";
  return entry(call.at, `${call.method} ${call.path}`, result, good, [
    ["Gửi đi", call.query ? { query: call.query } : call.body], ["Zalo trả lời", call.answer],
  ]);
}

let hookKeys = "";

async function pollHooks() {
  const deliveries = (await get("deliveries")).slice(-SHOWN);
  const keys = JSON.stringify(deliveries.map((tried) => [tried.at, tried.event, tried.attempt]));
  if (keys === hookKeys) return;
  hookKeys = keys;
  find("hook-list").replaceChildren(...deliveries.reverse().map((tried) => entry(
    tried.at, tried.event + (tried.attempt ? ` · lần gửi lại ${tried.attempt}` : ""), tried.outcome, tried.outcome === "200",
    [["Nội dung", JSON.parse(tried.body)]],
  )));
  shorten(find("hook-list"), "Chưa có sự kiện nào.");
}

function entry(at, title, result, good, parts) {
  const time = hours(at, { second: "2-digit" });
  const blocks = parts.flatMap(([name, value]) => [el("h3", {}, name), el("pre", {}, pretty(value))]);
  return el("li", {}, el("details", {}, el("summary", {}, el("code", {}, title),
    el("span", { class: good ? "badge" : "badge bad" }, result), el("time", {}, time)), ...blocks));
}

function pretty(value) {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function shorten(list, emptyWords) {
  const empty = list.querySelector(".empty");
  if (!list.children.length) list.append(el("li", { class: "empty" }, emptyWords));
  else if (empty && list.children.length > 1) empty.remove();
  while (list.children.length > SHOWN) list.lastElementChild.remove();
}

async function poll() {
  try {
    showState(await get("state"));
    if (panel.offsetParent === null && getComputedStyle(panel).position !== "fixed") return;
    if (!find("calls").hidden) await pollCalls();
    if (!find("hooks").hidden) await pollHooks();
  } catch {
    // The talk says that the connection is lost; the panel simply tries again.
  }
}

export function startPanel(stateChanged) {
  onState = stateChanged;
  listenToFaults();
  listenToTabs();
  listenToDrawer();
  find("clear-calls").addEventListener("click", async () => {
    await post("calls/clear");
    find("call-list").replaceChildren();
    shorten(find("call-list"), "Chưa có lời gọi nào.");
  });
  setInterval(() => { if (document.visibilityState === "visible") poll(); }, POLL_MS);
  poll();
}
