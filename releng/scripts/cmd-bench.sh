# ./jts bench

if [ $# -eq 0 ] || wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts bench NAME...

Measures, and prints one JSON object a line: {"bench", "metric", "value", "unit"}, with "peer" and "peer_value" from the same
run where there is a peer. Machines are noisy: compare ratios, and run it on an idle machine.

  start       from the start of the process to a usable window, warm, beside a bare Eclipse workbench
  ui          the UI thread, the processor and the memory under 5,000 quotes a second on 500 symbols. ui.stall.undisturbed is
              the longest wait of the UI thread in whose time the machine held up neither an idle thread nor itself
  exchange    operations a second of the simulated exchange on one core
  orders      an order through the desk with its journal synced to disk, beside a bare synced write; a restart with 100,000
  plugins     a hundred cycles of installing and removing a broker while another one trades: what that one loses, and by how much
              its orders take longer meanwhile (plugin.order.p99.change); plugin.author.path: from
              `./jts new-broker` to a filled order in a workstation
  kis         decoding of KIS frames, an order beside the JDK's HTTP client, and an hour at full demand
  grpc        the server and its clients: orders, with the server's journal in memory (of that .desk and
              .broker are what the server's desk and the simulated broker take; grpc.order.disk: with the journal synced to
              the disk, of that .sync is one sync; grpc.order.handed: a bare call through the threads that an order needs),
              quotes from a record here to a record there, without the market behind them
              (grpc.quotes.single: one a message; grpc.quotes.server: through the server's own endpoint), reconnects, 200
              clients with 50 symbols each
  ratelimit   what the request limiter costs, how exact it is and how much of a budget it uses, beside its peers

  JTS_BENCH_GRPC       which of OrderBench, QuotesBench, ReconnectBench, FanoutBench `grpc` runs (default all)
  JTS_BENCH_RUNS       how often `start` starts each (default 7)
  JTS_BENCH_SECONDS    how long `ui` measures (default 30)
  JTS_BENCH_TRACE      true: `ui` also writes to .jts/bench/ui.log what the UI thread was in when it was long in answering
USAGE
    exit 0
fi
. "$SCRIPTS/product.sh"
. "$SCRIPTS/display.sh"
need_jdk
for name in "$@"; do
    [ -f "$SCRIPTS/bench/$name.sh" ] \
        || wrong "expected one of$(cd "$SCRIPTS/bench" && printf ' %s' *.sh | sed 's/\.sh//g'), found '$name'"
done
BENCH=$CACHE/bench
rm -rf "$BENCH"
mkdir -p "$BENCH"
for name in "$@"; do
    (. "$SCRIPTS/bench/$name.sh") || exit $?
done
