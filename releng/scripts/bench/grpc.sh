# The server of the product and clients of it (tests/org.jts.grpc.bench), as processes of their own.

need_product
need_maven
log=$BENCH/grpc.log
module=$ROOT/tests/org.jts.grpc.bench
if ! run_mvn -q -B -ntp package -DskipTests -Djts.local=true -pl :org.jts.grpc.bench -am > "$log" 2>&1; then
    fail "expected the clients of the benchmark to build, found that they did not; $log tells why"
fi

headless=$(product_home headless)
memory=$BENCH/grpc-memory
if [ -d /dev/shm ] && [ -w /dev/shm ]; then memory=$(mktemp -d /dev/shm/jts-bench.XXXXXX); fi
servers=

stop_servers() {
    for server in $servers; do kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; done
    servers=
    rm -rf "$BENCH/grpc-data" "$memory"
}
trap stop_servers EXIT

# start_server DATA SETTINGS: sets up the broker `load` there, starts the server, and waits until it says where it listens:
# sets server and address. The bench places more orders than a person on a day, and the same ones again and again.
start_server() {
    local said=$BENCH/server-$(basename "$1").log
    "$headless/jts-console" --data "$1" -c "broker:remove mock; broker:add mock load limit.windows=100000/1s $2
        limits:set all daily.orders=1000000 duplicate.ms=off" \
        > "$log" 2>&1 || fail "expected a broker for load, found that it cannot be set up; $log tells why"
    "$headless/jts-server" --data "$1" --listen 127.0.0.1:0 --rest off --calls-per-second 1000000 > "$said" 2>&1 &
    server=$!
    servers="$servers $server"
    for _ in $(seq 300); do
        address=$(sed -n 's/.*gRPC on \([^ ]*\).*/\1/p' "$said")
        [ -z "$address" ] || return 0
        kill -0 "$server" 2> /dev/null || break
        sleep 0.2
    done
    fail "expected the server to listen, found that it does not; $said tells why"
}

# grpc_bench NAME ARGUMENTS
grpc_bench() {
    local name=$1
    shift
    case " ${JTS_BENCH_GRPC:-$name} " in *" $name "*) ;; *) return 0 ;; esac
    "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -cp "$module/target/classes:$(cat "$module/target/classpath.txt")" \
        "org.jts.grpc.bench.$name" "$@" \
        || fail "expected figures of $name, found that it failed; $BENCH/server-*.log may tell why"
}

start_server "$memory" ""
in_memory=$address
start_server "$BENCH/grpc-data" ""
grpc_bench OrderBench "$address" "$server" load "$in_memory" "$memory"
grpc_bench ReconnectBench "$address" "$server" load
stop_servers
grpc_bench QuotesBench
start_server "$BENCH/grpc-data" "market.quotes.per.symbol=10 market.extra.symbols=50"
grpc_bench FanoutBench "$address" "$server" load
