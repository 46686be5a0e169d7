#!/bin/sh
# Installs the assistant on a server of its own, or brings an installed one to this version. Debian 12 or 13, Ubuntu 24.04; as root.
# Run again it changes only what differs; data, .env and content that officials edited stay.
# INSTALL_ROOT puts every file below another folder (tests).
set -eu

usage() {
  cat >&2 <<'TEXT'
Cách dùng: sudo sh tools/install-server.sh --domain TÊN-MIỀN [--manager EMAIL --name "HỌ TÊN"] [--proxy caddy|nginx|none]
           [--app-id MÃ --app-secret-file TỆP --oa-id MÃ] [--to /opt/tro-ly-phuong]
Máy cho nhiều phường: sudo sh tools/install-server.sh --wards many [--proxy caddy|nginx|none], rồi mỗi phường một lần tools/add-ward.sh
TEXT
  exit 2
}

domain='' manager='' name='' proxy=caddy app_id='' secret_file='' oa_id='' to=/opt/tro-ly-phuong wards=one port=8000 metrics_token=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case $1 in
    --domain) domain=$2 ;; --manager) manager=$2 ;; --name) name=$2 ;; --proxy) proxy=$2 ;;
    --app-id) app_id=$2 ;; --app-secret-file) secret_file=$2 ;; --oa-id) oa_id=$2 ;; --to) to=$2 ;; --wards) wards=$2 ;;
    *) usage ;;
  esac
  shift 2
done
root=${INSTALL_ROOT:-}
source=$(cd "$(dirname "$0")/.." && pwd)
here=$root$to
server=$source/tools/server

# shellcheck source=tools/server/functions.sh
. "$server/functions.sh"

case $wards in one) is_domain "$domain" || usage ;; many) [ -z "$domain$manager$app_id" ] || usage ;; *) usage ;; esac
case $to in /*) ;; *) usage ;; esac
case $to in *[!a-zA-Z0-9/._-]*) usage ;; esac
case $proxy in caddy | nginx | none) ;; *) usage ;; esac
[ -z "$secret_file" ] || [ -r "$secret_file" ] || fail "Không đọc được tệp $secret_file"
[ "$(id -u)" = 0 ] || fail 'Cần quyền quản trị: chạy với sudo'
system=$(. "$root/etc/os-release" && echo "$ID-$VERSION_ID")
case $system in debian-12 | debian-13 | ubuntu-24.04) ;;
  *) fail "Máy này là $system; bộ cài làm cho Debian 12, Debian 13, Ubuntu 24.04" ;; esac
case $wards in
  one) [ ! -e "$root/etc/systemd/system/ward@.service" ] || fail 'Máy này cài cho nhiều phường: chạy với --wards many' ;;
  many) [ ! -e "$here/.env" ] || fail "Máy này đang chạy một phường ở $to: hãy dùng máy khác, hoặc --to khác" ;;
esac
[ "$source" != "$here" ] || fail "Hãy chạy từ thư mục vừa tải về, không phải từ $to"

# 1. Packages
packages='python3 python3-venv'
case $proxy in caddy) packages="$packages caddy" ;; nginx) packages="$packages nginx certbot python3-certbot-nginx" ;; esac
apt-get update -q >/dev/null || fail 'Không cập nhật được danh sách gói; kiểm tra mạng'
# shellcheck disable=SC2086 # a list of words
DEBIAN_FRONTEND=noninteractive apt-get install -q -y $packages >/dev/null || fail "Không cài được: $packages"
say "Gói: $packages"

# 2. The account of the service; with many wards add-ward.sh makes one for each
if [ "$wards" = one ]; then
  id troly >/dev/null 2>&1 || useradd --system --home-dir "$to" --no-create-home --shell /usr/sbin/nologin troly
  say 'Tài khoản: troly'
fi

# 3. The program, which its own account cannot change; a running one is stopped while its files change
was_running=no
if [ "$wards" = many ]; then
  systemctl stop 'ward@*'
elif systemctl is-active --quiet tro-ly-phuong 2>/dev/null; then
  was_running=yes
  systemctl stop tro-ly-phuong
fi
mkdir -p "$here"
chmod 755 "$here"
for part in bot handlers tools docs; do
  rm -rf "$here/.$part.new" "$here/.$part.old"
  cp -R "$source/$part" "$here/.$part.new"
  find "$here/.$part.new" -name __pycache__ -type d -prune -exec rm -rf {} +
  [ ! -e "$here/$part" ] || mv "$here/$part" "$here/.$part.old"
  mv "$here/.$part.new" "$here/$part"
  rm -rf "$here/.$part.old"
done
for file in app.py scheduler.py Makefile pyproject.toml requirements.txt .env.example CHANGELOG.md LICENSE README.md; do
  cp "$source/$file" "$here/$file"
done
chown -R root:root "$here/bot" "$here/handlers" "$here/tools" "$here/docs"
chmod -R u=rwX,go=rX "$here/bot" "$here/handlers" "$here/tools" "$here/docs"
say "Chương trình: $to"

# 4. Content: a file that is still as an earlier run put it is replaced, one that officials edited stays
manifest=$here/.content-installed
touch "$manifest"
list_sums() { (cd "$1" && find . -type f ! -name '.*' -exec sha256sum {} + | sort); }
list_sums "$source/content" >"$here/.content-new"
if [ -d "$here/content" ]; then
  list_sums "$here/content" >"$here/.content-present"
  # What to do with each file of this version, from the sums installed before, present now, and new
  awk '
    { sum = substr($0, 1, 64); file = substr($0, 67) }
    FILENAME == ARGV[1] { installed[sum file] = 1; next }
    FILENAME == ARGV[2] { present[file] = sum; next }
    !(file in present) { print "copy " file; next }
    present[file] == sum { next }
    (present[file] file) in installed { print "copy " file; next }
    { print "stay " file }
  ' "$manifest" "$here/.content-present" "$here/.content-new" >"$here/.content-acts"
  while read -r act file; do
    if [ "$act" = stay ]; then
      echo "  giữ nguyên vì đã được sửa ở đây: content/${file#./}"
    else
      mkdir -p "$here/content/$(dirname "$file")"
      cp "$source/content/$file" "$here/content/.new-file"
      mv "$here/content/.new-file" "$here/content/$file"
    fi
  done <"$here/.content-acts"
  rm -f "$here/.content-present" "$here/.content-acts"
else
  rm -rf "$here/.content-half"
  cp -R "$source/content" "$here/.content-half"
  mv "$here/.content-half" "$here/content"
fi
sort -u "$manifest" "$here/.content-new" >"$manifest.new"
mv "$manifest.new" "$manifest"
rm -f "$here/.content-new"
say 'Nội dung: content'

# 5. What its own account may write
if [ "$wards" = one ]; then
  mkdir -p "$here/data" "$here/.cache"
  chown -R troly:troly "$here/data" "$here/content" "$here/.cache"
  chmod 700 "$here/data" "$here/.cache"
else # each ward writes into its own folder only
  chown -R root:root "$here/content"
fi
chmod -R u=rwX,go=rX "$here/content"

# 6. Python packages
sh "$here/tools/install.sh" python3 "$here/.venv" "$here/requirements.txt"
# The service cannot write beside the program: without this each start would translate every module anew
"$here/.venv/bin/python" -m compileall -q "$here/bot" "$here/handlers" "$here/app.py" "$here/scheduler.py"
say 'Các gói Python'

# 7. Settings; once made they are the ward's own
if [ "$wards" = one ]; then
  [ -e "$here/.env" ] || write_settings "$source/.env.example" "$here/.env"
  chown troly:troly "$here/.env"
  chmod 600 "$here/.env"
  say "Khai báo: $to/.env"
fi

# 8. The service, its command and its log
unit=tro-ly-phuong
[ "$wards" = one ] || unit=ward@
mkdir -p "$root/etc/systemd/system" "$root/etc/systemd/journald.conf.d" "$root/usr/local/bin"
fill "$server/$unit.service" "$root/etc/systemd/system/$unit.service"
fill "$server/journald.conf" "$root/etc/systemd/journald.conf.d/tro-ly-phuong.conf"
fill "$server/tro-ly" "$root/usr/local/bin/tro-ly"
chmod 755 "$root/usr/local/bin/tro-ly"
systemctl daemon-reload
systemctl restart systemd-journald
[ "$wards" = many ] || systemctl enable --quiet tro-ly-phuong
say "Dịch vụ: $unit, lệnh: tro-ly"

# 9. https in front
case $proxy in
  caddy)
    mkdir -p "$root/etc/caddy"
    [ "$wards" = one ] && site_file=Caddyfile || site_file=Caddyfile.wards
    fill "$server/$site_file" "$root/etc/caddy/Caddyfile"
    check_caddy
    ;;
  nginx) [ "$wards" = many ] || put_nginx_site tro-ly-phuong ;;
esac
[ "$proxy" = none ] || say "https: $proxy ${domain:+cho $domain}"

# 10. Data of this version, and the start
if [ "$wards" = many ]; then
  failures=''
  for folder in "$root"/var/lib/tro-ly/*/; do
    ward=$(basename "$folder")
    [ -e "$folder/.env" ] && has_zalo "$folder/.env" || continue
    (cd "$folder" && runuser -u "troly-$ward" -- "$to/.venv/bin/flask" --app "$to/app.py" upgrade) ||
      { failures="$failures $ward"; continue; }
    systemctl restart "ward@$ward"
    say "Đã chạy: ward@$ward"
  done
  [ -z "$failures" ] || fail "Chưa nâng cấp được dữ liệu, nên chưa chạy lại:$failures. Dữ liệu còn nguyên; các phường khác đã chạy"
  echo "→ Thêm một phường: sudo sh $to/tools/add-ward.sh --ward TÊN-NGẮN --domain TÊN-MIỀN"
  exit 0
fi
tro_ly() { (cd "$here" && runuser -u troly -- .venv/bin/flask --app app "$@"); }
if ! has_zalo "$here/.env"; then
  echo "→ Điền các mục Zalo trong $to/.env (docs/van-hanh.md, mười bước), rồi chạy lại đúng lệnh này."
  exit 0
fi
tro_ly upgrade || fail 'Chưa nâng cấp được dữ liệu; chương trình cũ và dữ liệu còn nguyên'
if [ -n "$manager" ] && ! tro_ly official list | grep -qF "$manager"; then
  tro_ly official add "$manager" --name "${name:-$manager}" --role manager
fi
systemctl restart tro-ly-phuong
[ "$was_running" = no ] && say 'Đã chạy' || say 'Đã chạy lại bằng bản mới'
echo '→ Mở cổng 80 và 443 trên tường lửa, đừng mở cổng 8000. Xem tình trạng: tro-ly doctor. Bước tiếp theo: tro-ly zalo check'
