# ./jts baseline

if wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts baseline

Records what the exported packages promise now (releng/baseline/), for later builds to be held to. For a release; commit the
result with the version it belongs to.
USAGE
    exit 0
fi
[ $# -eq 0 ] || wrong "expected no argument, found '$1'; see ./jts baseline --help"
need_jdk
need_maven
bundles=$(cd "$ROOT" && for folder in bundles/*/META-INF; do printf ',%s' "$(dirname "$folder")"; done)
run_mvn -B -ntp -q package -DskipTests -Djts.local=true -pl "releng/org.jts.checks$bundles" -am \
    || fail "expected the bundles to build, found they do not; the lines above say why"
run_mvn -B -ntp -q exec:java -pl :org.jts.checks
exit
