# What every command of the entry script needs. Sourced by ./jts, which sets ROOT and SCRIPTS.

CACHE=${JTS_CACHE:-$ROOT/.jts}
JDK_MIN=21
MAVEN_MIN=3.9.9
MAVEN_FETCHED=3.9.11
DEPENDENCY_PLUGIN=org.apache.maven.plugins:maven-dependency-plugin:3.8.1

say() { printf 'jts: %s\n' "$*" >&2; }

# One line: what was expected, what was found, what to do.
fail() {
    printf 'jts: %s\n' "$*" >&2
    exit 1
}

# As fail, for a command that was typed wrongly.
wrong() {
    printf 'jts: %s\n' "$*" >&2
    exit 2
}

wants_help() { [ "${1-}" = --help ] || [ "${1-}" = -h ]; }

# --- Debian packages -------------------------------------------------------------------------------------------------

is_root() { [ "$(id -u)" -eq 0 ]; }
has_apt() { command -v apt-get > /dev/null 2>&1; }

# Installs Debian packages when root; else fails with the command that would.
need_packages() {
    if ! has_apt; then
        fail "expected the Debian packages $*, found no apt-get; install what they hold with this system's package manager"
    fi
    if ! is_root; then
        fail "expected the Debian packages $*, found them missing; install them: sudo apt-get install -y $*"
    fi
    say "installing $*"
    if [ -z "${APT_UPDATED-}" ]; then
        apt-get update -qq > /dev/null || fail "apt-get update failed; run it by hand to see why"
        APT_UPDATED=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null \
        || fail "apt-get install $* failed; run it by hand to see why"
}

# Programs that nobody here wrote, with which tests drive the server.
need_clients() {
    command -v curl > /dev/null 2>&1 || need_packages curl
    if ! command -v node > /dev/null 2>&1 || ! command -v npm > /dev/null 2>&1; then
        need_packages nodejs npm
    fi
}

# --- JDK -------------------------------------------------------------------------------------------------------------

# The feature release of the JDK in a folder (21, 25, ...), or nothing when it is not a JDK.
jdk_release() {
    [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_is_new_enough() {
    local release
    release=$(jdk_release "$1") && [ -n "$release" ] && [ "$release" -ge "$JDK_MIN" ]
}

# The folder of the first JDK that is new enough: JAVA_HOME, the one on PATH, then the newest of the usual places.
find_jdk() {
    local candidate found best=0 best_home=
    if [ -n "${JAVA_HOME-}" ] && jdk_is_new_enough "$JAVA_HOME"; then
        printf '%s\n' "$JAVA_HOME"
        return 0
    fi
    if candidate=$(command -v javac); then
        candidate=$(cd "$(dirname "$(readlink -f "$candidate" 2> /dev/null || echo "$candidate")")/.." && pwd -P)
        if jdk_is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    fi
    for candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
            /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -d "$candidate" ] && jdk_is_new_enough "$candidate"; then
            found=$(jdk_release "$candidate")
            if [ "$found" -gt "$best" ]; then
                best=$found
                best_home=$candidate
            fi
        fi
    done
    [ -n "$best_home" ] && printf '%s\n' "$best_home"
}

# The Debian package of a JDK that is new enough, as far as this system's package lists know one.
jdk_package() {
    local release
    for release in 21 25; do
        if apt-cache show "openjdk-$release-jdk-headless" > /dev/null 2>&1; then
            printf 'openjdk-%s-jdk-headless\n' "$release"
            return 0
        fi
    done
    return 1
}

# How to get a JDK that is new enough: the command to type, where one is known.
jdk_advice() {
    local package
    if has_apt && package=$(jdk_package); then
        printf 'install one: sudo apt-get install -y %s' "$package"
    else
        printf 'install one and set JAVA_HOME to its folder'
    fi
}

# Sets JAVA_HOME and PATH for a JDK that is new enough.
need_jdk() {
    local home package
    if ! home=$(find_jdk); then
        if has_apt && is_root && apt-get update -qq > /dev/null && package=$(jdk_package); then
            need_packages "$package"
            home=$(find_jdk)
        fi
    fi
    [ -n "$home" ] || fail "expected a JDK $JDK_MIN or newer, found none; $(jdk_advice)"
    JAVA_HOME=$home
    PATH=$JAVA_HOME/bin:$PATH
    export JAVA_HOME PATH
}

# --- System ---------------------------------------------------------------------------------------------------------

# Whether there is an SWT for this system that fits the rest (docs/adr/0001).
is_supported() {
    case "$(uname -s) $(uname -m)" in
        Linux\ x86_64 | Darwin\ arm64) return 0 ;;
        Linux\ * | Darwin\ *) return 1 ;;
        *) return 0 ;;
    esac
}

need_system() {
    is_supported || fail "expected Linux on x86-64 or macOS on Apple silicon, found $(uname -s) on $(uname -m);" \
        "use a machine of that kind (docs/adr/0001-tycho-from-maven-central.md tells why)"
}

# --- Maven -----------------------------------------------------------------------------------------------------------

# Whether dotted version $1 is at least $2.
version_at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$2" ]
}

# The version of the Maven that a mvn script belongs to, read off its library folder, which is much quicker than mvn -v.
maven_version() {
    local script home jar
    script=$(readlink -f "$1" 2> /dev/null || echo "$1")
    home=$(cd "$(dirname "$script")/.." && pwd -P)
    for jar in "$home"/lib/maven-core-*.jar "$home"/lib/maven-core-3.x.jar; do
        case $jar in
            */maven-core-[0-9].[0-9]*.[0-9]*.jar)
                jar=${jar##*/maven-core-}
                printf '%s\n' "${jar%.jar}"
                return 0
                ;;
        esac
    done
    "$1" -v 2> /dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

maven_fits() {
    local version
    version=$(maven_version "$1")
    case $version in
        3.*) version_at_least "${version%%-*}" "$MAVEN_MIN" ;;
        *) return 1 ;;
    esac
}

# The Maven on this machine fetches the one that the build needs.
fetch_maven() {
    local fetcher=$1 folder=$CACHE/maven
    say "Maven $MAVEN_MIN or newer is needed: fetching $MAVEN_FETCHED into $folder"
    mkdir -p "$folder" || fail "expected a writable cache folder, found $folder is not; set JTS_CACHE to one that is"
    # not from the checkout: its .mvn asks for extensions that an older Maven cannot load
    (cd "$folder" && "$fetcher" -B -q "$DEPENDENCY_PLUGIN:unpack" \
        -Dartifact="org.apache.maven:apache-maven:$MAVEN_FETCHED:zip:bin" -DoutputDirectory="$folder" -DmarkersDirectory="$folder/markers" \
        > fetch.log 2>&1) || fail "fetching Maven $MAVEN_FETCHED failed; $folder/fetch.log tells why"
    chmod +x "$folder/apache-maven-$MAVEN_FETCHED/bin/mvn"
}

# Sets MVN to a Maven that the build can use.
need_maven() {
    need_system
    local fetched=$CACHE/maven/apache-maven-$MAVEN_FETCHED/bin/mvn on_path
    on_path=$(command -v mvn || true)
    if [ -n "$on_path" ] && maven_fits "$on_path"; then
        MVN=$on_path
    elif [ -x "$fetched" ]; then
        MVN=$fetched
    else
        if [ -z "$on_path" ]; then
            need_packages maven
            on_path=$(command -v mvn)
        fi
        fetch_maven "$on_path"
        MVN=$fetched
    fi
}

# Runs Maven in the checkout.
run_mvn() {
    local options="--enable-native-access=ALL-UNNAMED"
    # from 23 on a JDK warns of what Maven's own libraries do
    [ "$(jdk_release "$JAVA_HOME")" -lt 23 ] || options="$options --sun-misc-unsafe-memory-access=allow"
    (cd "$ROOT" && MAVEN_OPTS="$options ${MAVEN_OPTS-}" "$MVN" "$@")
}
