# Operations a second of the simulated exchange on one core.

need_maven
log=$BENCH/exchange.log
if ! run_mvn -q -B -ntp package -DskipTests -Djts.local=true -pl :org.jts.exchange.tests -am > "$log" 2>&1; then
    fail "expected the exchange and its benchmark to build, found that they did not; $log tells why"
fi
path=$(ls -d "$ROOT"/bundles/org.jts.{api,exchange}/target/classes "$ROOT"/tests/org.jts.exchange.tests/target/*classes \
    | tr '\n' ':')
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -cp "$path" org.jts.exchange.bench.ExchangeBench
