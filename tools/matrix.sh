#!/bin/sh
# Runs the tests on every Python the product promises to run on, as far as this machine has it; tells which were left out.
# Usage: matrix.sh [what to hand to pytest]
set -u
cd "$(dirname "$0")/.."
done="" failed=""

interpreter_of() {
  for candidate in "python$1" "$HOME"/.pyenv/versions/"$1".*/bin/python; do
    "$candidate" -c '' 2>/dev/null && { command -v "$candidate"; return; }
  done
  command -v uv >/dev/null 2>&1 && uv python find --no-python-downloads "$1" 2>/dev/null
}

for version in 3.11 3.12 3.13 3.14; do
  python=$(interpreter_of "$version")
  if [ -z "$python" ]; then
    done="$done\nPython $version: bỏ qua, máy này không có (cài python$version hoặc: uv python install $version)"
    continue
  fi
  venv=.cache/python-$version
  mkdir -p .cache
  if sh tools/install.sh "$python" "$venv" requirements-dev.txt && "$venv/bin/python" -m pytest -n auto --dist loadgroup "$@"; then
    done="$done\nPython $version: đạt"
  else
    done="$done\nPython $version: KHÔNG ĐẠT" failed=yes
  fi
done
printf '%b\n' "$done"
[ -z "$failed" ]
