# The limiter beside its peers. Takes about two minutes.

need_maven
log=$BENCH/ratelimit.log
module=$ROOT/tests/org.jts.ratelimit.bench
if ! run_mvn -q -B -ntp package -DskipTests -Djts.local=true -pl :org.jts.ratelimit.bench -am > "$log" 2>&1; then
    fail "expected the limiter and its benchmark to build, found that they did not; $log tells why"
fi
failed=
for main in "$module"/src/main/java/org/jts/ratelimit/bench/*Bench.java; do
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -cp "$module/target/classes:$(cat "$module/target/classpath.txt")" \
        "org.jts.ratelimit.bench.$(basename "$main" .java)" || failed="$failed $(basename "$main")"
done
[ -z "$failed" ] || fail "expected figures of all, found none or only some of$failed: the lines above tell why"
