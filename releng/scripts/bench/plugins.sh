# A hundred cycles of install, update, roll back and remove while another broker trades, which takes some minutes. Each order of
# that broker counts to those that were sent during a change or, as many of them, right after it: plugin.order.p99.change compares
# the two within one run, so that what else the machine does is in both. Then the author's path.

need_maven
log=$BENCH/plugins.log
export JTS_BENCH_PLUGINS=$BENCH/plugins.json
if ! run_mvn -q -B -ntp verify -pl :org.jts.install.tests -am -Djts.soak=true -Dtest=CyclesOSGiTest \
        -Dsurefire.failIfNoSpecifiedTests=false > "$log" 2>&1; then
    fail "expected plug-ins to come and go without a trace, found that the test failed; $log tells why"
fi
cat "$JTS_BENCH_PLUGINS"

# From `./jts new-broker` to a filled order, in a copy of this checkout and a workstation of its own that was built before.
need_product
author=$BENCH/author
"$SCRIPTS/author/path.sh" "$ROOT" "$author" "$(product_home headless)" > "$author.log" 2>&1 \
    && grep -q " FILLED: BUY 10 DEMO:ONE" "$author.log" \
    || fail "expected a new broker to fill an order, found that it does not; $author.log tells why"
sed -n 's/^author.path \([0-9]*\) s$/{"bench":"plugins","metric":"plugin.author.path","value":\1,"unit":"s"}/p' "$author.log"
