# The order desk with its journal on the disk of this checkout. Takes about two minutes.

need_maven
log=$BENCH/orders.log
if ! run_mvn -q -B -ntp package -DskipTests -Djts.local=true -pl :org.jts.trading.tests -am > "$log" 2>&1; then
    fail "expected the order desk and its benchmark to build, found that they did not; $log tells why"
fi
# The libraries are those of the product, which the build has fetched.
path=$(ls -d "$ROOT"/bundles/org.jts.{api,concurrent,journal,trading}/target/classes \
    "$ROOT"/tests/org.jts.{testkit,trading.tests}/target/*classes | tr '\n' ':')
for library in com/fasterxml/jackson/core/jackson-core org/slf4j/slf4j-api; do
    version=$(sed -n "s:.*<artifactId>${library##*/}</artifactId><version>\([^<]*\)<.*:\1:p" "$ROOT/target-platform/jts.target")
    path=$path${MAVEN_REPOSITORY:-$HOME/.m2/repository}/$library/$version/${library##*/}-$version.jar:
done
orders_bench() {
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -Dslf4j.internal.verbosity=ERROR -cp "$path" \
        org.jts.trading.internal.proof.OrdersBench "$1" "$BENCH/orders-$2" \
        || fail "expected figures of the order desk, found that the benchmark failed"
}
orders_bench way way
orders_bench prepare day
orders_bench orders.restart day
orders_bench compact day
orders_bench orders.restart.compacted day
rm -rf "$BENCH/orders-way" "$BENCH/orders-day"
