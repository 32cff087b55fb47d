# Odoo's program files: Debian packages that apt verified, unpacked beside the system, and pinned Python wheels.
# Sourced by odoo.sh. Nothing is installed system-wide.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
apt_home=$dir/apt
release=$(. /etc/os-release && echo "$VERSION_CODENAME")

# The Debian mirror that this machine already uses. --print-uris prints addresses and fetches nothing.
mirror() {
  apt-get update --print-uris -o Dir::State::lists="$apt_home/lists/" |
    sed -n "s#^'\(.*\)/dists/$release/InRelease'.*#\1#p" | head -n 1
}

# An apt of our own: odoo-19 is only in sid, and sid must not become a source of the system.
apt_index() {
  local uri suite
  [ -r "$keyring" ] || die "$keyring is missing; install debian-archive-keyring"
  rm -rf "$apt_home"
  mkdir -p "$apt_home"/{lists/partial,cache/archives/partial,debs,none}
  uri=$(mirror)
  [ -n "$uri" ] || die "no Debian mirror found in this machine's apt sources"
  for suite in sid "$release"; do
    echo "deb [arch=amd64 signed-by=$keyring] $uri $suite main"
  done >"$apt_home/sources.list"
  cat >"$apt_home/apt.conf" <<CONF
Dir::State "$apt_home";
Dir::State::status "/dev/null";
Dir::Cache "$apt_home/cache";
Dir::Etc::sourcelist "$apt_home/sources.list";
Dir::Etc::sourceparts "$apt_home/none";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$apt_home/none";
Acquire::Languages "none";
Acquire::AllowInsecureRepositories "false";
APT::Get::AllowUnauthenticated "false";
APT::Update::Error-Mode "any";
APT::Sandbox::User "root";
CONF
  APT_CONFIG=$apt_home/apt.conf logged apt-update.log apt-get update -q
}

# Odoo's package links to jQuery and fonts of other packages. Sid's font-awesome has no web fonts any more,
# so those come from the machine's own release.
download() {
  local version
  export APT_CONFIG=$apt_home/apt.conf
  version=$(apt-cache madison odoo-19 | awk '$3 ~ /^19\.0/ {print $3; exit}')
  [ -n "$version" ] || die "Debian's sid has no odoo-19 19.0 any more; the pin in xtask/odoo/install.sh must move"
  cd "$apt_home/debs"
  logged download.log apt-get download -q "odoo-19=$version" fonts-montserrat/sid \
    {libjs-jquery,libjs-jquery-form,libjs-underscore,fonts-font-awesome,fonts-roboto-unhinted,fonts-inconsolata,fonts-ocr-b}/"$release"
  cd - >/dev/null
  unset APT_CONFIG
}

# Translations are half of the files and are not used.
unpack() {
  local deb
  rm -rf "$root"
  mkdir -p "$root"
  for deb in "$apt_home"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" |
      tar -x -C "$root" --no-same-owner --exclude='*.po' --exclude=./usr/lib/python3/dist-packages/addons
  done
  [ -e "$packages/odoo/addons/web/static/lib/jquery/jquery.js" ] || die "Odoo's link to jQuery leads nowhere"
  rm -rf "$apt_home"
}

# Root's own Python may sit in a home that the unprivileged user cannot enter, so Debian's goes first.
wheels() {
  local python
  python=$(PATH=/usr/bin:$PATH command -v python3.11) || die "python3.11 is missing; the pinned wheels are made for it"
  [ "$(uname -m)" = x86_64 ] || die "the pinned wheels are made for x86_64"
  rm -rf "$dir/venv"
  logged venv.log "$python" -m venv "$dir/venv"
  logged pip.log "$dir/venv/bin/pip" install -q --no-deps --only-binary :all: --require-hashes -r "$here/requirements.lock"
}

install_odoo() {
  once "$dir/stamps" package-index apt_index
  once "$dir/stamps" download download
  once "$dir/stamps" unpack unpack
  once "$dir/stamps" wheels wheels
}
