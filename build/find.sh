# Functions shared by ./mvnw and ./redoubt: they find a JDK and a Maven, ask once, and install Debian packages.
# Sourced by POSIX sh; nothing here writes to standard output except what a function is asked for.

# Where distributions put their JDKs; the tests of these scripts point it elsewhere.
: "${REDOUBT_JVM_DIR:=/usr/lib/jvm}"
: "${REDOUBT_YES:=no}"
[ "${CI:-}" = true ] && REDOUBT_YES=yes

say() {
  printf '%s\n' "redoubt: $*" >&2
}

# jdk_level DIRECTORY: prints the feature release of the Java in it, from its release file, without starting it.
jdk_level() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

# find_java LEVEL TOOL: prints the home of a Java of exactly that feature release that has bin/TOOL.
find_java() {
  on_path=$(command -v "$2" 2>/dev/null || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" "$REDOUBT_JVM_DIR"/*; do
    [ -n "$home" ] && [ -x "$home/bin/$2" ] || continue
    if [ "$(jdk_level "$home")" = "$1" ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# agreed QUESTION: true after --yes, in CI, or when the person at the terminal says yes.
agreed() {
  [ "$REDOUBT_YES" = yes ] && return 0
  [ -t 0 ] && [ -t 2 ] || return 1
  printf 'redoubt: %s [y/N] ' "$1" >&2
  read -r answer || return 1
  case $answer in
    y | Y | yes | Yes) return 0 ;;
    *) return 1 ;;
  esac
}

# as_root COMMAND...: runs it as root; fails when we are not root and there is no sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@" >&2
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@" >&2
  else
    return 1
  fi
}

can_be_root() {
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# may_install WHY PACKAGE...: asks; returns 1, having said what to type, when it may not or cannot install.
may_install() {
  why=$1
  shift
  if ! command -v apt-get >/dev/null 2>&1; then
    say "$why There is no apt-get here; install what corresponds to: $*"
    return 1
  fi
  if ! can_be_root; then
    say "$why Neither root nor sudo is at hand; as root run: apt-get update && apt-get install $*"
    return 1
  fi
  if ! agreed "$why Install $* with apt-get?"; then
    say "$why Install with: apt-get update && apt-get install $* (or answer with --yes)"
    return 1
  fi
}

refresh_lists() {
  as_root apt-get update -q || say "the package lists could not be refreshed; going on with those at hand"
}

# run_install PACKAGE...: installs without asking.
run_install() {
  say "installing $*"
  apt_install "$@" || {
    say "apt-get could not install $*"
    return 1
  }
}

install_packages() {
  may_install "$@" || return 1
  shift
  refresh_lists
  run_install "$@"
}

# require_jdk: sets JAVA_HOME to a JDK 25, installing the distribution's where there is one; otherwise exits 3.
require_jdk() {
  if JAVA_HOME=$(find_java 25 javac); then
    export JAVA_HOME
    return 0
  fi
  package=openjdk-25-jdk-headless
  if command -v apt-cache >/dev/null 2>&1 && apt-cache show "$package" >/dev/null 2>&1; then
    install_packages "No JDK 25 was found." "$package" || exit 3
    if JAVA_HOME=$(find_java 25 javac); then
      export JAVA_HOME
      return 0
    fi
  fi
  say "no JDK 25 was found in JAVA_HOME, on the PATH or in $REDOUBT_JVM_DIR, and the package lists of this machine have no $package."
  say "Install a JDK 25 of any vendor (Temurin, Zulu, Corretto, the distribution's after apt-get update), unpack it"
  say "under $REDOUBT_JVM_DIR or set JAVA_HOME to it, and start again."
  exit 3
}
