#!/bin/sh
# Makes the virtual environment and installs a lock file into it. Quiet when all is well, one clear line when not.
# Usage: install.sh PYTHON VENV LOCK_FILE
set -eu
python=$1 venv=$2 lock=$3

command -v "$python" >/dev/null 2>&1 || {
  echo "Thiếu Python. Hãy chạy: sudo apt-get install -y python3 python3-venv" >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Cần Python 3.11 trở lên, máy này có $("$python" --version). Hãy chạy: make PYTHON=python3.12 run" >&2; exit 1; }

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Đang cài python3-venv…" >&2
    { apt-get update && apt-get install -y python3-venv; } >/tmp/ward-apt.log 2>&1 || {
      tail -n 3 /tmp/ward-apt.log >&2; exit 1; }
  else
    echo "Thiếu python3-venv. Hãy chạy: sudo apt-get install -y python3-venv" >&2; exit 1
  fi
fi

[ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null || { rm -rf "$venv"; "$python" -m venv "$venv"; }
echo "Đang cài các gói trong $lock (lần đầu mất một lúc)…" >&2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" 2>"$venv/pip.log" || {
  cat "$venv/pip.log" >&2; echo "Cài gói không xong. Kiểm tra mạng rồi chạy lại." >&2; exit 1; }
