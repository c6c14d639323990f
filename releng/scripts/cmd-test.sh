# ./jts test

usage_test() {
    cat <<'USAGE'
usage: ./jts test [--soak] [--quiet] [--swtbot=ADDRESS] [MODULE...]

Builds everything, runs every test and checks the house rules; UI tests get an X server of their own when there is no
DISPLAY. Goes on after a failure, so that one run tells all of them, and ends with "N passed, N failed".
With module names (org.jts.market.tests) only these and what they need. org.jts.checks named like this reads every bundle
that is shipped, and leaves out the rule on coverage, which needs what all tests left, and what builds the last commit anew.

  --soak            tests that can go on for long do so (system property jts.soak=true)
  --quiet           only failures and the closing line; all of it is in target/test.log
  --swtbot=ADDRESS  UI tests use SWTBot itself, from the p2 site at that address, not the part of it in tests/
USAGE
}

# What Maven said, whole, whatever of it is shown.
log=$ROOT/target/test.log

# Shows what comes: all of it, or with --quiet what failed.
show() {
    if [ "$quiet" = true ]; then grep --line-buffered -e '^\[ERROR\]' -e '<<< \(FAILURE\|ERROR\)!' || true; else cat; fi
}

# Names every test that failed, with the first line of why: whoever sees only the end of a long log needs no other.
report_failures() {
    awk '
        / -- in .*/ && /<<< (FAILURE|ERROR)!/ { holder = $0; sub(/.* -- in /, "", holder); next }
        /<<< (FAILURE|ERROR)!$/ {
            test = $0; sub(/^\[ERROR\] +/, "", test); sub(/ -- Time elapsed: .*/, "", test)
            getline why
            printf "FAILED %s (%s): %s\n", test, holder, substr(why, 1, 300)
        }' "$log"
}

# Adds up what each module said at the end of its tests, and prints the closing line. Fails when a test did. (Reports in
# XML do not serve: a contract that several classes of a module keep is one file there.)
report_totals() {
    awk '
        function value(name) { match($0, name ": [0-9]+"); return substr($0, RSTART + length(name) + 2) + 0 }
        /^(\[(INFO|WARNING|ERROR)\] )?Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$/ {
            tests += value("Tests run"); failed += value("Failures") + value("Errors"); skipped += value("Skipped")
        }
        END {
            printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped
            exit failed > 0
        }' "$log"
}

soak=false
quiet=false
swtbot=()
modules=()
for argument in "$@"; do
    case $argument in
        --help | -h)
            usage_test
            exit 0
            ;;
        --soak) soak=true ;;
        --quiet) quiet=true ;;
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
mkdir -p "$(dirname "$log")"
run_mvn -B -ntp -fae verify "-Djts.soak=$soak" ${soaking[@]+"${soaking[@]}"} ${swtbot[@]+"${swtbot[@]}"} \
    ${selection[@]+"${selection[@]}"} 2>&1 | tee "$log" | show
status=${PIPESTATUS[0]}
[ "$status" -eq 0 ] \
    || say "the build failed (status $status): what it could not build was not tested; see [ERROR] in target/test.log"
report_failures
report_totals || status=1
exit "$status"
