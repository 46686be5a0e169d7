#!/bin/sh
# Writes sbom.json from the lock file, and asks OSV for known holes of what is in it. Usage: audit.sh VENV_OF_AUDIT
set -eu
bin=$1/bin

"$bin/cyclonedx-py" requirements --output-format JSON --output-file sbom.json requirements.txt
echo "sbom.json: $(grep -c '"purl"' sbom.json) gói (CycloneDX)"

if ! "$bin/python" -c 'import socket; socket.create_connection(("api.osv.dev", 443), 10)' 2>/dev/null; then
  echo "Không tới được api.osv.dev nên chưa kiểm tra lỗ hổng đã biết của các gói. Có mạng thì chạy lại: make audit" >&2
  exit 0
fi
"$bin/pip-audit" --vulnerability-service osv --requirement requirements.txt --require-hashes --disable-pip
