# Installs the Debian packages that the tests need, and starts and enables nothing of theirs.
# Sourced after find.sh.

# missing_packages FILE: prints the packages of the list that are not installed. Where a program stands behind a package
# and is on the PATH, however it came there, the package is not missing; nor is one that is known by no name.
missing_packages() {
  sed 's/#.*//' "$1" | while read -r names program; do
    [ -n "$names" ] || continue
    ! is_there "$program" || continue
    package=$(known_package "$names") || continue
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || printf '%s\n' "$package"
  done
}

# is_there PROGRAM: true where it is on the PATH; java:17 is a JDK of that release, wherever it is.
is_there() {
  case $1 in
    '') return 1 ;;
    java:*) find_java "${1#java:}" javac >/dev/null ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

# known_package NAME[|NAME...]: prints the name if it is the only one, else the first that the package lists have.
known_package() {
  others=$1
  case $others in
    *'|'*) ;;
    *)
      printf '%s\n' "$others"
      return 0
      ;;
  esac
  while [ -n "$others" ]; do
    name=${others%%|*}
    others=${others#"$name"}
    others=${others#|}
    if apt-cache show "$name" >/dev/null 2>&1; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# What starts by itself: systemd's links and the start links of System V.
start_links() {
  find "$services/systemd/system" "$services"/rc?.d \( -type l -o -type f \) \( -path '*.wants/*' -o -name 'S??*' \) 2>/dev/null |
    LC_ALL=C sort
}

# deny_starts: from here to allow_starts no package may start a service (policy-rc.d says 101).
deny_starts() {
  links_before=$(mktemp)
  start_links >"$links_before"
  # Ours, when an earlier run was killed; then what it saved is still the machine's.
  if [ -e "$policy" ] && ! grep -q '^# for the tests of redoubt$' "$policy"; then
    as_root mv "$policy" "$policy.redoubt-saved"
  fi
  as_root sh -c 'printf "#!/bin/sh\n# for the tests of redoubt\nexit 101\n" > "$1" && chmod 755 "$1"' sh "$policy"
}

# allow_starts: restores policy-rc.d as it was, and takes away the start links that came in between.
allow_starts() {
  as_root rm -f "$policy"
  if [ -e "$policy.redoubt-saved" ] || [ -L "$policy.redoubt-saved" ]; then
    as_root mv "$policy.redoubt-saved" "$policy"
  fi
  start_links | LC_ALL=C comm -13 "$links_before" - | while read -r link; do
    as_root rm -f "$link"
  done
  rm -f "$links_before"
}

# require_packages FILE: installs what is missing, or exits 3 having said what to type.
require_packages() {
  : "${services:=/etc}" "${policy:=/usr/sbin/policy-rc.d}"
  if ! command -v dpkg-query >/dev/null 2>&1; then
    say "this is not Debian: the tests expect what corresponds to the packages in $1"
    return 0
  fi
  missing=$(missing_packages "$1" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  may_install "The tests need packages that are not there." $missing || {
    say "./redoubt test --fast does without them"
    exit 3
  }
  # Whatever happens, the machine gets its policy back.
  trap 'allow_starts' EXIT
  trap 'exit 130' INT TERM HUP
  deny_starts
  refresh_lists
  # Anew: the lists say now what there is.
  run_install $(missing_packages "$1") || exit 3
  trap - EXIT INT TERM HUP
  allow_starts
}
