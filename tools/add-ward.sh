#!/bin/sh
# Adds a ward to a machine that was installed by `install-server.sh --wards many`; as root. Run again it changes only what differs.
# INSTALL_ROOT puts every file below another folder (tests).
set -eu

usage() {
  cat >&2 <<'TEXT'
Cách dùng: sudo sh tools/add-ward.sh --ward TÊN-NGẮN --domain TÊN-MIỀN [--answers TỆP] [--manager EMAIL --name "HỌ TÊN"]
           [--proxy caddy|nginx|none] [--app-id MÃ --app-secret-file TỆP --oa-id MÃ] [--to /opt/tro-ly-phuong]
(TÊN-NGẮN: chữ thường không dấu, số, gạch nối, ví dụ an-binh. Không có --answers thì hỏi mười lăm câu về phường.)
TEXT
  exit 2
}

ward='' domain='' answers='' manager='' name='' proxy=caddy app_id='' secret_file='' oa_id='' to=/opt/tro-ly-phuong port=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case $1 in
    --ward) ward=$2 ;; --domain) domain=$2 ;; --answers) answers=$2 ;; --manager) manager=$2 ;; --name) name=$2 ;;
    --proxy) proxy=$2 ;; --app-id) app_id=$2 ;; --app-secret-file) secret_file=$2 ;; --oa-id) oa_id=$2 ;; --to) to=$2 ;;
    *) usage ;;
  esac
  shift 2
done
root=${INSTALL_ROOT:-}
server=$(cd "$(dirname "$0")" && pwd)/server
# shellcheck source=tools/server/functions.sh
. "$server/functions.sh"

# A name of an account has 32 letters at most, "troly-" among them
case $ward in '' | [!a-z]* | *[!a-z0-9-]* | *- | ??????????????????????????*) usage ;; esac
is_domain "$domain" || usage
case $to in /*) ;; *) usage ;; esac
case $proxy in caddy | nginx | none) ;; *) usage ;; esac
[ -z "$secret_file" ] || [ -r "$secret_file" ] || fail "Không đọc được tệp $secret_file"
[ -z "$answers" ] || [ -r "$answers" ] || fail "Không đọc được tệp $answers"
[ "$(id -u)" = 0 ] || fail 'Cần quyền quản trị: chạy với sudo'
[ -e "$root/etc/systemd/system/ward@.service" ] || fail 'Máy này chưa cài cho nhiều phường: tools/install-server.sh --wards many'
wards=$root/var/lib/tro-ly
here=$wards/$ward
as_ward() { (cd "$here" && runuser -u "troly-$ward" -- "$@"); }
tro_ly() { as_ward "$to/.venv/bin/flask" --app "$to/app.py" "$@"; }

# 1. An account and a folder of its own, closed to the other wards
id "troly-$ward" >/dev/null 2>&1 ||
  useradd --system --home-dir "/var/lib/tro-ly/$ward" --no-create-home --shell /usr/sbin/nologin "troly-$ward"
mkdir -p "$here/data" "$here/.cache"
chown "troly-$ward:troly-$ward" "$here" "$here/data" "$here/.cache"
chmod 755 "$wards"
chmod 700 "$here" "$here/data" "$here/.cache"
say "Tài khoản và thư mục: troly-$ward, /var/lib/tro-ly/$ward"

# 2. What is the ward's own of the content; the rest is read from the program's folder
if [ ! -d "$here/content" ]; then
  set -- ward new content
  if [ -n "$answers" ]; then
    cp "$answers" "$here/.cache/answers.yaml"
    chown "troly-$ward:troly-$ward" "$here/.cache/answers.yaml"
    set -- "$@" --answers .cache/answers.yaml
  fi
  as_ward env WARD_MODE=demo DATABASE_PATH=.cache/new.db "CONTENT_PATH=$to/content" \
    "$to/.venv/bin/flask" --app "$to/app.py" "$@" || fail 'Chưa ghi được nội dung của phường'
  rm -f "$here/.cache/answers.yaml" "$here"/.cache/new.db*
fi
say "Nội dung riêng: /var/lib/tro-ly/$ward/content"

# 3. Settings; once made they are the ward's own. The port is the one after the highest in use.
if [ ! -e "$here/.env" ]; then
  port=$(cat "$wards"/*/.env 2>/dev/null | sed -n 's/^PORT=\([0-9]\{1,\}\)$/\1/p' | sort -n | tail -1)
  port=$((${port:-8000} + 1))
  metrics_token=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  write_settings "$root$to/.env.example" "$here/.env"
fi
port=$(sed -n 's/^PORT=\([0-9]\{1,\}\)$/\1/p' "$here/.env")
chown "troly-$ward:troly-$ward" "$here/.env"
chmod 600 "$here/.env"
say "Khai báo: /var/lib/tro-ly/$ward/.env, cổng $port"

# 4. https in front
case $proxy in
  caddy)
    mkdir -p "$root/etc/caddy/tro-ly"
    fill "$server/Caddyfile" "$root/etc/caddy/tro-ly/$ward.caddy"
    check_caddy
    ;;
  nginx) put_nginx_site "tro-ly-$ward" ;;
esac
[ "$proxy" = none ] || say "https: $proxy cho $domain"

# 5. Data of this version, and the start
systemctl enable --quiet "ward@$ward"
if ! has_zalo "$here/.env"; then
  echo "→ Điền các mục Zalo trong /var/lib/tro-ly/$ward/.env (docs/van-hanh.md, mười bước), rồi chạy lại đúng lệnh này."
  exit 0
fi
tro_ly upgrade || fail 'Chưa nâng cấp được dữ liệu; dữ liệu còn nguyên'
if [ -n "$manager" ] && ! tro_ly official list | grep -qF "$manager"; then
  tro_ly official add "$manager" --name "${name:-$manager}" --role manager
fi
systemctl restart "ward@$ward"
say "Đã chạy: ward@$ward"
echo "→ Xem tình trạng: tro-ly --ward $ward doctor. Bước tiếp theo: tro-ly --ward $ward zalo check"
echo "→ Trang của tỉnh cần địa chỉ https://$domain và METRICS_TOKEN trong /var/lib/tro-ly/$ward/.env (docs/scale.md)"
