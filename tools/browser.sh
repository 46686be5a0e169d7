#!/bin/sh
# Makes sure that the browser tests find a Chromium of the system: as root it is installed, else the one command is named.
set -eu
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Đang cài Chromium cho các bài thử trên trình duyệt…" >&2
  {
    apt-get update
    # the shell without windows needs half the processor; where the system has none, the whole browser
    apt-get install -y --no-install-recommends chromium-headless-shell fonts-noto-core ||
      apt-get install -y --no-install-recommends chromium fonts-noto-core
  } >/tmp/ward-apt.log 2>&1 || {
    tail -n 3 /tmp/ward-apt.log >&2; exit 1; }
else
  echo "Thiếu Chromium cho các bài thử. Hãy chạy: sudo apt-get install -y chromium" >&2
  exit 1
fi
