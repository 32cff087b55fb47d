# Where Odoo's files are and how its programs are run. Sourced by odoo.sh and install.sh.
#
# ODOO_DIR   programs, shared by every instance; also the home of the instance on the default port
# ODOO_PORT  the instance's HTTP port; every other port has an instance of its own below ODOO_DIR
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=${ODOO_DIR:?set by cargo xtask odoo}
port=${ODOO_PORT:-18069}
instance=$dir
[ "$port" = 18069 ] || instance=$dir/$port
root=$dir/root
packages=$root/usr/lib/python3/dist-packages
db=crm
pg_port=54339 # only part of the socket's file name: PostgreSQL opens no TCP port

die() { echo "odoo: $*" >&2; exit 1; }

# Unix socket paths end at 107 bytes, and the server's name is added to this one.
[ ${#instance} -le 80 ] || die "$instance is too long a path for a unix socket; set PLUMBLINE_CACHE to a shorter one"

# Neither PostgreSQL nor Odoo agrees to run as root, so root lends them a user of their own.
if [ "$(id -u)" = 0 ]; then
  user=plumbline-odoo
  id "$user" >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
  as_user=(setpriv --reuid="$user" --regid="$user" --clear-groups --)
else
  user=$(id -un)
  as_user=()
fi
give_to_user() { [ "$(id -u)" != 0 ] || chown -R "$user:" "$@"; }

# once NAME COMMAND...: runs a step that is only needed the first time, and says how long it took.
once() {
  local stamp=$1/$2 name=$2 start=$SECONDS
  shift 2
  [ ! -e "$stamp" ] || return 0
  echo "odoo: $name ..."
  "$@"
  mkdir -p "${stamp%/*}"
  touch "$stamp"
  echo "odoo: $name took $((SECONDS - start)) s"
}

# logged FILE COMMAND...: output goes to a log file; on failure its end is shown.
logged() {
  local log=$instance/log/$1
  shift
  "$@" >"$log" 2>&1 && return 0
  tail -n 8 "$log" >&2
  die "\"$1\" failed; the whole story is in $log"
}

# The pid in a file, if that process runs and is ours: pids are reused, so its command line must name our folder.
pid_of() {
  local pid
  pid=$(head -n 1 "$1" 2>/dev/null) && [ -n "$pid" ] || return 1
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF "$dir/" && echo "$pid"
}

# stop SIGNAL PIDFILE: asks a process of ours to end, waits, and ends it by force after 15 s.
stop() {
  local pid
  if pid=$(pid_of "$2"); then
    cp "$2" "$2.stopping"
    kill "-$1" "$pid"
    for _ in $(seq 150); do pid_of "$2.stopping" >/dev/null || break; sleep 0.1; done
    ! pid_of "$2.stopping" >/dev/null || kill -KILL "$pid"
    rm -f "$2.stopping"
  fi
  rm -f "$2"
}

sql() { PGOPTIONS="-c client_min_messages=warning" "${as_user[@]}" psql -X -q -v ON_ERROR_STOP=1 -h "$instance/run" -p "$pg_port" "$@"; }

# Becomes Odoo, with a clean environment. Its outbound calls (enrichment, update notices) end at a closed loopback port.
exec_odoo() {
  cd "$instance/data"
  exec nice -n 5 "${as_user[@]}" env -i PATH=/usr/bin:/bin HOME="$instance/data" LANG=C.UTF-8 TZ=UTC \
    PYTHONPATH="$packages" PYTHONUNBUFFERED=1 PYTHONPYCACHEPREFIX="$instance/data/pycache" \
    http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 no_proxy=127.0.0.1,localhost \
    ${new_session:-} "$dir/venv/bin/python" "$root/usr/bin/odoo" "$1" -c "$instance/odoo.conf" "${@:2}" 9>&-
}
odoo() (exec_odoo "$@")
