# The workstation under 5,000 quotes a second on 500 symbols that Market watch shows.

. "$SCRIPTS/bench/lib/installation.sh"
need_gtk
need_bench_bundle
need_display

home=$(bench_installation ui)
data=$BENCH/ui-data
settings=$data/workspace/.metadata/.plugins/org.eclipse.core.runtime/.settings
mkdir -p "$settings"
"$(product_home headless)/jts-console" --data "$data" -c "
    broker:remove mock
    broker:add mock load market.extra.symbols=500 market.quotes.per.symbol=10
    broker:connect load
    market:symbols --broker load --limit 5000 --json" > "$BENCH/symbols.txt" 2> "$BENCH/ui-setup.log" \
    || fail "expected a broker with 500 symbols to be set up, found: $(tail -n 1 "$BENCH/ui-setup.log")"
[ "$(grep -c '"symbol"' "$BENCH/symbols.txt")" -ge 500 ] || fail "expected 500 symbols, found fewer; see $BENCH/symbols.txt"
{
    printf 'eclipse.preferences.version=1\nsymbols.load='
    sed -n 's/.*"symbol":"\([^"]*\)".*/\1/p' "$BENCH/symbols.txt" | tail -n 500 | sed 's/:/\\:/' | tr '\n' ' '
    printf '\n'
} > "$settings/org.jts.ui.watch.prefs"
JTS_OPTS="-Djts.bench.ui.seconds=${JTS_BENCH_SECONDS:-30} -Djts.bench.ui.trace=${JTS_BENCH_TRACE:-false}" \
    "$home/jts-workstation" --data "$data" > "$BENCH/ui.log" 2>&1
grep '^{"bench"' "$BENCH/ui.log" || fail "expected figures, found none; $BENCH/ui.log tells why"
