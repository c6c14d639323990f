# ./jts plugin

if [ $# -eq 0 ] || wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts plugin ID

Builds the feature org.jts.gateway.ID.feature and packs it, with the bundles of this checkout that it names, into an archive
that a running workstation installs: "Brokers > Install..." or `plugin:install FILE org.jts.gateway.ID.feature --trust`.
Libraries from outside are not in it: who needs some names them in a site of their own (docs/plugins.md).
The last line printed is the archive.
USAGE
    exit 0
fi
[ $# -eq 1 ] || wrong "expected one broker, found $*; see ./jts plugin --help"
feature=org.jts.gateway.$1.feature
[ -f "$ROOT/features/$feature/feature.xml" ] \
    || wrong "expected a broker of this checkout, found no features/$feature; make one: ./jts new-broker $1"
need_jdk
need_maven
log=$CACHE/plugin.log
mkdir -p "$CACHE"
bundles=$("$JAVA_HOME/bin/java" "$SCRIPTS/author/PluginArchive.java" "$ROOT" "$1" --bundles) || exit
if ! run_mvn -B -ntp package -DskipTests -Djts.local=true -pl ":$feature$bundles" -am > "$log" 2>&1; then
    grep '^\[ERROR\]' "$log" | head -n 20 >&2
    fail "expected the build to succeed, found that it did not; $log tells why"
fi
"$JAVA_HOME/bin/java" "$SCRIPTS/author/PluginArchive.java" "$ROOT" "$1" || exit
exit 0
