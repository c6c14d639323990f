#!/usr/bin/env bash
# Builds the last commit twice, in two folders, and compares jars and archives byte for byte.
set -u
ROOT=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
SCRIPTS=$ROOT/releng/scripts
. "$SCRIPTS/common.sh"

if wants_help "$@"; then
    cat <<'USAGE'
usage: releng/check-reproducible.sh [MODULE...]

Builds the last commit in two fresh clones and compares what they make, byte for byte. The exit status is 0 when all is equal.
With module names (org.jts.journal) only these and what they need, from what the local Maven repository has: `./jts test`
does that with one of each kind.
USAGE
    exit 0
fi

selection=()
if [ $# -gt 0 ]; then
    joined=$(printf ',:%s' "$@")
    selection=(-o -pl "${joined#,}" -am)
fi
work=$(mktemp -d) || fail "expected a folder for temporary files, found none that can be written; set TMPDIR"
trap 'rm -rf "$work"' EXIT

# The jars and archives that a build made, as paths from the root of its clone.
results() {
    (cd "$1" || exit
    find bundles features tests releng -path '*/target/*.jar' -not -path '*/target/products/*/*/*' \
        -not -path '*/target/work/*' -not -path '*/target/repository/*'
    [ ! -d releng/org.jts.product/target/products ] \
        || find releng/org.jts.product/target/products -maxdepth 1 -type f) | LC_ALL=C sort
}

for clone in first second; do
    git clone -q "$ROOT" "$work/$clone" || fail "expected git to clone $ROOT, found it cannot"
    say "building the $clone of two clones"
    JTS_CACHE=$CACHE "$work/$clone/jts" mvn -B -ntp -q package -DskipTests \
        ${selection[@]+"${selection[@]}"} > "$work/$clone.log" 2>&1 || {
        tail -n 30 "$work/$clone.log" >&2
        fail "expected the build to succeed, found that it did not; the lines above say why"
    }
done

differing=0
count=0
while IFS= read -r file; do
    count=$((count + 1))
    if ! cmp -s "$work/first/$file" "$work/second/$file"; then
        differing=$((differing + 1))
        printf 'differs: %s\n' "$file"
    fi
done <<FILES
$(results "$work/first")
FILES

if [ "$(results "$work/first" | cksum)" != "$(results "$work/second" | cksum)" ]; then
    fail "expected both builds to make the same files, found their lists differ"
fi
[ "$count" -gt 0 ] || fail "expected the build to make jars and archives, found none"
[ "$differing" -eq 0 ] || fail "expected two builds of one commit to be equal, found $differing of $count files differ"
printf '%d files are equal, byte for byte\n' "$count"
