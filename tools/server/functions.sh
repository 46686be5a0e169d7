# Read by install-server.sh and add-ward.sh: what both write. Uses $root, $to, $domain, $port, $proxy and the Zalo values.

fail() { echo "✘ $1" >&2; exit 1; }
say() { echo "✔ $1"; }

# fill TEMPLATE FILE: the template with this machine's names in it
fill() { sed -e "s|@TO@|$to|g" -e "s|@DOMAIN@|$domain|g" -e "s|@PORT@|$port|g" "$1" >"$2.new" && mv "$2.new" "$2"; }

# write_settings EXAMPLE FILE: a live .env out of .env.example, which nobody else reads; METRICS_TOKEN=$metrics_token
write_settings() {
  (
    umask 077
    secret=''
    [ -z "$secret_file" ] || secret=$(cat "$secret_file")
    while IFS= read -r line; do
      case $line in
        WARD_MODE=) echo 'WARD_MODE=live' ;;
        ZALO_APP_ID=) echo "ZALO_APP_ID=$app_id" ;;
        ZALO_APP_SECRET=) printf 'ZALO_APP_SECRET=%s\n' "$secret" ;;
        ZALO_OA_ID=) echo "ZALO_OA_ID=$oa_id" ;;
        PORT=) [ "$port" = 8000 ] && echo 'PORT=' || echo "PORT=$port" ;;
        PUBLIC_URL=) echo "PUBLIC_URL=https://$domain" ;;
        TRUSTED_PROXIES=) [ "$proxy" = none ] && echo 'TRUSTED_PROXIES=' || echo 'TRUSTED_PROXIES=1' ;;
        METRICS_TOKEN=) echo "METRICS_TOKEN=$metrics_token" ;;
        *) printf '%s\n' "$line" ;;
      esac
    done <"$1" >"$2.new"
  )
  mv "$2.new" "$2"
}

# has_zalo ENV_FILE: whether what a live start needs is filled in
has_zalo() {
  grep -q '^ZALO_APP_ID=.' "$1" && grep -q '^ZALO_OA_ID=.' "$1" && grep -q '^ZALO_APP_SECRET\(_FILE\)\{0,1\}=.' "$1"
}

# put_nginx_site NAME: its site, once, as certbot writes into it afterwards; and its certificate
put_nginx_site() {
  site=$root/etc/nginx/sites-available/$1
  mkdir -p "$root/etc/nginx/sites-available" "$root/etc/nginx/sites-enabled"
  if [ ! -e "$site" ]; then
    fill "$server/nginx.conf" "$site"
    ln -sf "/etc/nginx/sites-available/$1" "$root/etc/nginx/sites-enabled/$1"
  fi
  nginx -t -q || fail 'Khai báo nginx không đúng'
  systemctl reload-or-restart nginx
  certbot --nginx --non-interactive --agree-tos --register-unsafely-without-email --redirect -d "$domain" ||
    fail "Chưa lấy được chứng chỉ cho $domain: kiểm tra tên miền đã trỏ về máy này, cổng 80 đã mở, rồi chạy lại"
}

# check_caddy: the whole of Caddy's configuration is read before it is used
check_caddy() {
  caddy validate --adapter caddyfile --config "$root/etc/caddy/Caddyfile" >/dev/null 2>&1 || fail 'Caddyfile không đúng'
  systemctl reload-or-restart caddy
}

is_domain() { case $1 in *[!a-zA-Z0-9.-]* | '' | .* | *..*) return 1 ;; *.*) ;; *) return 1 ;; esac; }
