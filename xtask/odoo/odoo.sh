#!/usr/bin/env bash
# A real Odoo 19 CRM on 127.0.0.1, for the demo and the tests. `cargo xtask odoo` calls this.
#
#   odoo.sh up [--reset]   installs what is missing, starts, and dates the seed records relative to now;
#                          --reset first puts the database back to the snapshot taken after set-up
#   odoo.sh seed           only the last step of `up`
#   odoo.sh down           stops Odoo and its PostgreSQL
#
# Every step is done once and is idempotent. See lib.sh for the two variables it needs.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$here/install.sh"

pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)

# ---- PostgreSQL: a cluster of our own, reached over a unix socket only

create_cluster() {
  rm -rf "$instance/pg"
  mkdir -p "$instance"/{pg,data}
  chmod 700 "$instance/pg" "$instance/data"
  give_to_user "$instance/pg" "$instance/data" "$instance/run"
  cd /
  logged initdb.log "${as_user[@]}" "$pg_bin/initdb" -D "$instance/pg" -U "$user" -A peer -E UTF8 --locale=C.UTF-8 --no-sync
  # A test database: speed over surviving a power cut.
  cat >>"$instance/pg/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$instance/run'
unix_socket_permissions = 0700
port = $pg_port
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 40
CONF
}

start_postgres() {
  ! pid_of "$instance/pg/postmaster.pid" >/dev/null || return 0
  rm -f "$instance/pg/postmaster.pid"
  cd /
  "${as_user[@]}" "$pg_bin/pg_ctl" -D "$instance/pg" -l "$instance/pg/server.log" -w -t 60 start >/dev/null 9>&- ||
    { tail -n 5 "$instance/pg/server.log" >&2; die "PostgreSQL did not start"; }
}

# ---- Odoo's database and its snapshot

write_config() {
  cat >"$instance/odoo.conf" <<CONF
[options]
addons_path = $packages/odoo/addons
data_dir = $instance/data
pidfile = $instance/run/odoo.pid
db_host = $instance/run
db_port = $pg_port
db_user = $user
db_name = $db
dbfilter = ^$db\$
list_db = False
admin_passwd = $(head -c 24 /dev/urandom | base64)
http_interface = 127.0.0.1
http_port = $port
workers = 0
max_cron_threads = 0
smtp_server = 127.0.0.1
smtp_port = 9
CONF
  chmod 600 "$instance/odoo.conf"
  give_to_user "$instance/odoo.conf"
}

# copy_database FROM TO: the copy replaces what was there, attachments included.
copy_database() {
  sql -d postgres -c "drop database if exists \"$2\" with (force)" -c "create database \"$2\" template \"$1\""
  rm -rf "$instance/data/filestore/$2"
  cp -a "$instance/data/filestore/$1" "$instance/data/filestore/$2"
}

# python LOG RESULT FILE...: runs Python files in Odoo's shell; they must leave RESULT in the run folder.
# The shell ends with 0 even after an exception, so the result is what tells.
python() {
  local log=$1 result=$instance/run/$2
  shift 2
  rm -f "$result"
  { echo "RUN = '$instance/run'; PORT = $port"; cat "$@"; } | logged "$log" odoo shell --no-http --log-level=warn
  [ -s "$result" ] || { tail -n 12 "$instance/log/$log" >&2; die "a script failed in Odoo; the whole story is in $instance/log/$log"; }
}

create_database() {
  stop_odoo
  sql -d postgres -c "drop database if exists \"$db\" with (force)"
  logged init.log odoo server -i crm,contacts --with-demo --stop-after-init --no-http
  ! grep -E ' (CRITICAL|ERROR) ' "$instance/log/init.log" || die "Odoo reported errors while it set up its database"
  python prepare.log demo.key "$here/prepare.py"
  copy_database "$db" "${db}_unseeded"
}

seed() { python seed.log seed.json "$here/seed_data.py" "$here/seed.py"; }

snapshot() {
  stop_odoo
  copy_database "${db}_unseeded" "$db"
  seed
  copy_database "$db" "${db}_snapshot"
}

# ---- Odoo's server

stop_odoo() { stop TERM "$instance/run/odoo.pid"; }

start_odoo() {
  ! pid_of "$instance/run/odoo.pid" >/dev/null || return 0
  rm -f "$instance/run/odoo.pid"
  ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null ||
    die "port $port is taken by another program; set PLUMBLINE_ODOO_PORT to a free one"
  # In a session of its own Ctrl-C in the terminal does not reach it: ending it is for `down`.
  new_session=setsid exec_odoo server >>"$instance/log/server.log" 2>&1 </dev/null 9>&- &
  for _ in $(seq 240); do
    ! curl -fs -o /dev/null --noproxy '*' "http://127.0.0.1:$port/web/health" || break
    sleep 0.25
  done
  curl -fsS -o /dev/null --noproxy '*' "http://127.0.0.1:$port/web/login" || die "Odoo does not answer; see $instance/log/server.log"
  pid_of "$instance/run/odoo.pid" >/dev/null || die "Odoo ended at once; see $instance/log/server.log"
}

# ---- commands

# Part of a stamp's name, so that a changed script counts as a step not yet done.
fingerprint() { (cd "$here" && cat "$@" | sha256sum | cut -c 1-12); }

up() {
  mkdir -p "$instance"/{log,run,stamps}
  chmod 711 "$instance/run"
  install_odoo
  [ -n "$pg_bin" ] || die "PostgreSQL's server programs are missing; install Debian's package postgresql"
  once "$instance/stamps" cluster create_cluster
  start_postgres
  [ -e "$instance/odoo.conf" ] || write_config
  once "$instance/stamps" database-$(fingerprint prepare.py) create_database
  once "$instance/stamps" snapshot-$(fingerprint prepare.py seed_data.py seed.py) snapshot
  if [ "${1:-}" = --reset ]; then
    stop_odoo
    copy_database "${db}_snapshot" "$db"
  fi
  seed
  start_odoo
  echo "odoo: http://127.0.0.1:$port/odoo (admin/admin, demo/demo); keys in $instance/run"
}

down() {
  stop_odoo
  stop INT "$instance/pg/postmaster.pid" # PostgreSQL's fast shutdown
}

command=${1:?up, seed or down}
shift
mkdir -p "$instance"
exec 9>"$dir/.lock" # instances share the programs, so they take turns
flock -w 300 9 || die "another odoo.sh has been at work in $dir for five minutes"
"$command" "$@"
