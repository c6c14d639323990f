# A hundred cycles of install, update, roll back and remove while another broker trades. Takes about a minute.

need_maven
log=$BENCH/plugins.log
export JTS_BENCH_PLUGINS=$BENCH/plugins.json
if ! run_mvn -q -B -ntp verify -pl :org.jts.install.tests -am -Djts.soak=true -Dtest=CyclesOSGiTest \
        -Dsurefire.failIfNoSpecifiedTests=false > "$log" 2>&1; then
    fail "expected plug-ins to come and go without a trace, found that the test failed; $log tells why"
fi
cat "$JTS_BENCH_PLUGINS"
