# ./jts test

usage_test() {
    cat <<'USAGE'
usage: ./jts test [--soak] [--quiet] [--swtbot=ADDRESS] [MODULE...]

Builds everything, runs every test and checks the house rules; UI tests get an X server of their own when there is no
DISPLAY. Goes on after a failure, so that one run tells all of them, and ends with "N passed, N failed".
With module names (org.jts.market.tests) only these and what they need. org.jts.checks named like this reads every bundle
that is shipped, and leaves out the rule on coverage, which needs what all tests left, and what builds the last commit anew.

  --soak            tests that can go on for long do so (system property jts.soak=true)
  --quiet           only failures and the closing line
  --swtbot=ADDRESS  UI tests use SWTBot itself, from the p2 site at that address, not the part of it in tests/
USAGE
}

# Adds up the reports of the modules named, or of all of them, and prints the closing line. Fails when a test did.
report_totals() {
    local folders=("$ROOT/tests" "$ROOT/releng") module
    if [ $# -gt 0 ]; then
        folders=()
        for module in "$@"; do
            for folder in "$ROOT/tests/$module" "$ROOT/releng/$module"; do
                [ ! -d "$folder" ] || folders+=("$folder")
            done
        done
    fi
    find "${folders[@]}" -path '*/target/surefire-reports/TEST-*.xml' -exec sed -n '/<testsuite /,/>/p' {} + | awk '
        function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
        { tests += value("tests"); failed += value("failures") + value("errors"); skipped += value("skipped") }
        END { printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped; exit failed > 0 }'
}

soak=false
quiet=
swtbot=()
modules=()
for argument in "$@"; do
    case $argument in
        --help | -h)
            usage_test
            exit 0
            ;;
        --soak) soak=true ;;
        --quiet) quiet=-q ;;
        --swtbot=*) swtbot=(-Pswtbot "-Dswtbot.site=${argument#*=}") ;;
        -*) wrong "expected --soak, --quiet, --swtbot=ADDRESS or the name of a test module, found '$argument'" ;;
        *)
            [ -d "$ROOT/tests/$argument" ] || [ -d "$ROOT/releng/$argument" ] \
                || wrong "expected a module under tests/ or releng/, found '$argument' is not there"
            modules+=("$argument")
            ;;
    esac
done

. "$SCRIPTS/display.sh"
need_jdk
need_maven
need_gtk
need_display
case " ${modules[*]-} " in
    "  " | *" org.jts.product.tests "*) need_clients ;;
esac

find "$ROOT/tests" "$ROOT/releng" -type d -name surefire-reports -prune -exec rm -rf {} +
rm -rf "$ROOT"/tests/*/target/jts-data
selection=()
if [ ${#modules[@]} -gt 0 ]; then
    checks=$(printf '%s\n' "${modules[@]}" | grep -cx org.jts.checks)
    joined=$(printf ',:%s' "${modules[@]}")
    if [ "$checks" -gt 0 ]; then
        say "the checks hold every rule but the one on coverage and those that build anew: ./jts test"
        joined=$joined$(cd "$ROOT" && for folder in bundles/*/META-INF; do printf ',%s' "$(dirname "$folder")"; done)
    fi
    selection=(-pl "${joined#,}" -am)
    [ "$checks" -eq 0 ] || selection+=(-DexcludedGroups=coverage,builds)
fi
soaking=()
[ "$soak" = false ] || soaking=(-Djts.test.timeoutSeconds=36000)
# shellcheck disable=SC2086 # no option at all when not quiet
run_mvn -B -ntp $quiet -fae verify "-Djts.soak=$soak" ${soaking[@]+"${soaking[@]}"} ${swtbot[@]+"${swtbot[@]}"} \
    ${selection[@]+"${selection[@]}"}
status=$?
[ "$status" -eq 0 ] || say "the build failed (status $status): what it could not build was not tested; see the lines [ERROR]"
report_totals ${modules[@]+"${modules[@]}"} || status=1
exit "$status"
