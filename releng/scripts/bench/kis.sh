# KIS: decoding of frames beside a split, an order beside the JDK's HTTP client alone, an hour of virtual time at full demand.

need_product
need_maven
log=$BENCH/kis.log
if ! run_mvn -q -B -ntp package -DskipTests -Djts.local=true -pl :org.jts.gateway.kis.tests,:org.jts.ratelimit.bench -am \
    > "$log" 2>&1; then
    fail "expected the KIS gateway and its benchmark to build, found that they did not; $log tells why"
fi
path=$(ls -d "$ROOT"/bundles/org.jts.{api,concurrent,exchange,http,kis.catalog,gateway.kis,simulator.kis}/target/classes \
    "$ROOT"/tests/org.jts.{gateway.kis.tests,tck,testkit}/target/*classes | tr '\n' ':')
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Djdk.httpclient.redirects.retrylimit=1 -Djdk.httpclient.disableRetryConnect=true \
    -Dlogback.configurationFile="$ROOT/bundles/org.jts.simulator.kis/src/org/jts/simulator/kis/internal/logging.xml" \
    -cp "$path$(product_home headless)/plugins/*" org.jts.gateway.kis.internal.KisBench || fail "KisBench failed"
module=$ROOT/tests/org.jts.ratelimit.bench
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -cp "$module/target/classes:$(cat "$module/target/classpath.txt")" \
    org.jts.ratelimit.bench.KisHour || fail "expected figures of KisHour, found that it failed"
