# A hundred cycles of install, update, roll back and remove while another broker trades, which takes about a minute; then the
# author's path.

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
mkdir -p "$author/checkout"
(cd "$ROOT" && git ls-files -co --exclude-standard | while IFS= read -r file; do
    [ ! -f "$file" ] || printf '%s\n' "$file"
done | tar -c -f - -T -) | tar -x -f - -C "$author/checkout" || fail "expected to copy the checkout, found it cannot be; see above"
feature=org.jts.gateway.acme.feature
trade="broker:add acme acme; broker:connect acme; order:place buy 10 DEMO:ONE market --broker acme --wait"
archive=$author/checkout/features/$feature/target/$feature.zip
begun=$(date +%s)
(cd "$author/checkout" && JTS_CACHE=$CACHE && export JTS_CACHE \
    && bash jts new-broker acme --name "Acme Securities" && bash jts plugin acme) > "$author/author.log" 2>&1 \
    && "$(product_home headless)/jts-console" --data "$author/data" --lang en \
        -c "plugin:install $archive $feature --trust; $trade" >> "$author/author.log" 2>&1 \
    && grep -q " FILLED: BUY 10 DEMO:ONE" "$author/author.log" \
    || fail "expected a new broker to fill an order, found that it does not; $author/author.log tells why"
printf '{"bench":"plugins","metric":"plugin.author.path","value":%d,"unit":"s"}\n' $(($(date +%s) - begun))
