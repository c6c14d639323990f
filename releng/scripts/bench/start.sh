# From the start of the process to a usable window, beside a bare Eclipse workbench, in turns. The first start of each is
# not counted; that of the workstation leaves its classes for the others (docs/adr/0015), the bare one does without.

. "$SCRIPTS/bench/lib/installation.sh"
need_gtk
need_bench_bundle
need_display

# start_once HOME APPLICATION DATA: prints the seconds until its window could be used.
start_once() {
    local mark=$BENCH/mark.json
    rm -f "$mark"
    JTS_OPTS="-Djts.bench.mark=$mark -Djts.bench.exit=true" \
        "$1/lib/jts-launch" "$2" jts-bench --data "$3" > "$BENCH/start.log" 2>&1
    [ -s "$mark" ] || fail "expected $2 to show its window, found that it did not; $BENCH/start.log tells why"
    sed -n 's/.*"since_process_start_ms":\([0-9]*\).*/\1/p' "$mark" | awk '{ printf "%.3f\n", $1 / 1000 }'
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

ours=$(product_home workstation)
bare=$(bench_installation bare '^org\.jts\.')
start_once "$ours" org.jts.ui.app "$BENCH/data" > /dev/null
start_once "$bare" org.jts.bench.bare "$BENCH/bare-data" > /dev/null
: > "$BENCH/ours.txt"
: > "$BENCH/bare.txt"
for _ in $(seq "${JTS_BENCH_RUNS:-7}"); do
    start_once "$ours" org.jts.ui.app "$BENCH/data" >> "$BENCH/ours.txt"
    start_once "$bare" org.jts.bench.bare "$BENCH/bare-data" >> "$BENCH/bare.txt"
done
bench_line start start.warm "$(median "$BENCH/ours.txt")" s "bare workbench" "$(median "$BENCH/bare.txt")"
