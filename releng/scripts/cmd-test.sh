# ./jts test

if wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts test [MODULE...]

Builds everything and runs every test, the UI tests on an X server of its own when there is no DISPLAY.
With module names (org.jts.market.tests) only these and what they need.
USAGE
    exit 0
fi
. "$SCRIPTS/display.sh"
need_jdk
need_maven
need_display
modules=
for module in "$@"; do
    modules="$modules${modules:+,}:$module"
done
run_mvn -B -ntp verify ${modules:+-pl "$modules" -am}
exit
