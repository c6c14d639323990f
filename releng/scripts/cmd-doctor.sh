# ./jts doctor

if wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts doctor

Tells for each thing that building, running and testing need whether this machine has it, and how to get it.
Changes nothing. The exit status is 0 when nothing that is needed is missing.
USAGE
    exit 0
fi
[ $# -eq 0 ] || wrong "expected no argument, found '$1'; see ./jts doctor --help"
. "$SCRIPTS/display.sh"

missing=0

found() { printf '  found    %-16s %s\n' "$1" "$2"; }

# What $1 needs and lacks; $2 says how to get it.
lacks() {
    missing=$((missing + 1))
    printf '  MISSING  %-16s %s\n' "$1" "$2"
}

# Like lacks, for what is fetched or only helps.
without() { printf '  without  %-16s %s\n' "$1" "$2"; }

by_apt() {
    if is_root && has_apt; then
        printf 'installed when needed (apt-get install -y %s)' "$*"
    elif has_apt; then
        printf 'sudo apt-get install -y %s' "$*"
    else
        printf 'install what Debian calls %s' "$*"
    fi
}

# A missing package is no failure where the commands install it by themselves.
lacks_package() {
    local what=$1
    shift
    if is_root && has_apt; then
        without "$what" "$(by_apt "$@")"
    else
        lacks "$what" "$(by_apt "$@")"
    fi
}

check_tools() {
    local home mvn
    if is_supported; then
        found "system" "$(uname -s) on $(uname -m)"
    else
        lacks "system" "Linux on x86-64 or macOS on Apple silicon is needed, this is $(uname -s) on $(uname -m)"
    fi
    if home=$(find_jdk); then
        found "JDK $(jdk_release "$home")" "$home"
    else
        lacks "JDK" "$JDK_MIN or newer is needed; $(jdk_advice)"
    fi
    mvn=$(command -v mvn || true)
    if [ -n "$mvn" ] && maven_fits "$mvn"; then
        found "Maven $(maven_version "$mvn")" "$mvn"
    elif [ -x "$CACHE/maven/apache-maven-$MAVEN_FETCHED/bin/mvn" ]; then
        found "Maven $MAVEN_FETCHED" "$CACHE/maven/apache-maven-$MAVEN_FETCHED"
    elif [ -n "$mvn" ]; then
        without "Maven" "$MAVEN_MIN is needed, $(maven_version "$mvn") is there: $MAVEN_FETCHED is fetched when needed"
    else
        lacks_package "Maven" maven
    fi
    if command -v git > /dev/null 2>&1; then
        found "git" "$(command -v git)"
    else
        lacks_package "git" git
    fi
}

check_clients() {
    if command -v curl > /dev/null 2>&1; then
        found "curl" "$(command -v curl)"
    else
        lacks_package "curl" curl
    fi
    if command -v node > /dev/null 2>&1 && command -v npm > /dev/null 2>&1; then
        found "Node.js $(node --version)" "$(command -v node)"
    else
        lacks_package "Node.js" nodejs npm
    fi
}

check_screen() {
    [ "$(uname -s)" = Linux ] || return 0
    if has_gtk; then
        found "GTK 3" "libgtk-3.so.0"
    else
        lacks_package "GTK 3" "$(gtk_package)"
    fi
    if has_cjk_font; then
        found "Korean font" "$(fc-list :lang=ko family | sort | head -n 1)"
    else
        lacks_package "Korean font" fontconfig fonts-nanum
    fi
    if [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
        found "screen" "${DISPLAY-$WAYLAND_DISPLAY}"
    else
        without "screen" "no DISPLAY: ./jts run needs one, ./jts test brings its own"
    fi
    if command -v Xvfb > /dev/null 2>&1; then
        found "Xvfb" "$(command -v Xvfb)"
    else
        lacks_package "Xvfb" xvfb
    fi
    if command -v openbox > /dev/null 2>&1; then
        found "window manager" "$(command -v openbox)"
    else
        lacks_package "window manager" openbox
    fi
}

check_room() {
    local free_mib memory_mib
    free_mib=$(df -Pm "$ROOT" | awk 'NR == 2 { print $4 }')
    if [ "$free_mib" -ge 3000 ]; then
        found "disk" "$free_mib MiB free"
    else
        lacks "disk" "3000 MiB are needed for a build with its downloads, $free_mib MiB are free: make room"
    fi
    [ -r /proc/meminfo ] || return 0
    memory_mib=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
    if [ "$memory_mib" -ge 2500 ]; then
        found "memory" "$memory_mib MiB available"
    else
        lacks "memory" "2500 MiB are needed for a build with tests, $memory_mib MiB are available: close something"
    fi
}

echo "to build and run:"
check_tools
check_room
echo "to show windows and test them:"
check_screen
echo "to test the server with programs that others wrote:"
check_clients
if [ "$missing" -gt 0 ]; then
    printf 'jts: expected all of this on the machine, found %d missing; each line says how to get it\n' "$missing" >&2
    exit 1
fi
echo "nothing is missing."
exit 0
