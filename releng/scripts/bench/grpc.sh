# The server of the product and clients of it, as processes of their own. Each *Bench of tests/org.jts.grpc.bench is run with
# the address of the server, its process id, and the id of its broker.

need_product
need_maven
log=$BENCH/grpc.log
module=$ROOT/tests/org.jts.grpc.bench
if ! run_mvn -q -B -ntp package -DskipTests -Djts.local=true -pl :org.jts.grpc.bench -am > "$log" 2>&1; then
    fail "expected the clients of the benchmark to build, found that they did not; $log tells why"
fi

headless=$(product_home headless)
"$headless/jts-console" --data "$BENCH/grpc-data" -c \
    "broker:remove mock; broker:add mock load market.quotes.per.symbol=10 market.extra.symbols=50 limit.windows=100000/1s; limits:set all daily.orders=1000000" \
    > "$log" 2>&1 || fail "expected a broker for load, found that it cannot be set up; $log tells why"

stop_server() { kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; }

# Starts the server and waits until it says where it listens: sets server and address.
start_server() {
    "$headless/jts-server" --data "$BENCH/grpc-data" --listen 127.0.0.1:0 --rest off --calls-per-second 1000000 \
        > "$BENCH/server.log" 2>&1 &
    server=$!
    trap stop_server EXIT
    for _ in $(seq 300); do
        address=$(sed -n 's/.*gRPC on \([^ ]*\).*/\1/p' "$BENCH/server.log")
        [ -z "$address" ] || return 0
        kill -0 "$server" 2> /dev/null || break
        sleep 0.2
    done
    fail "expected the server to listen, found that it does not; $BENCH/server.log tells why"
}

start_server
sleep 5 # until its broker is connected
for main in "$module"/src/main/java/org/jts/grpc/bench/*Bench.java; do
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -cp "$module/target/classes:$(cat "$module/target/classpath.txt")" \
        "org.jts.grpc.bench.$(basename "$main" .java)" "$address" "$server" load \
        || fail "expected figures of ${main##*/}, found that it failed; $BENCH/server.log may tell why"
done
stop_server
trap - EXIT
rm -rf "$BENCH/grpc-data"
