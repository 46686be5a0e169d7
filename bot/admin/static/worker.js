// The service worker of the officials' pages: shows notices, and a page that says so when there is no network.
"use strict";

const CACHE = "ward-1", OFFLINE = "/admin/offline";
const KEPT = [OFFLINE, "/admin/static/admin.css", "/admin/static/icon.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = async () => Promise.all((await caches.keys()).filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(old().then(() => self.clients.claim()));
});

// Pages are never kept: only when the network is away is there the one that says so.
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
  } else if (KEPT.includes(new URL(event.request.url).pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(event.request)));
  }
});

self.addEventListener("push", (event) => {
  const { body, path, tag } = event.data.json();
  event.waitUntil(self.registration.showNotification("Trợ lý Zalo của phường", {
    body, tag, lang: "vi", icon: "/admin/static/icon-192.png", badge: "/admin/static/icon-192.png", data: { path },
  }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.path));
});
