# ./jts simulate

if [ $# -eq 0 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
    cat <<'USAGE'
usage: ./jts simulate BROKER [OPTION...]

Plays a broker on a port of this machine, to test against: its wire format, its limits, its refusals. Ends with Ctrl+C.

  kis         the KIS Open API, REST and WebSocket on one port (docs/brokers/kis-simulator.md); says at its end how hard it was
              asked. `./jts simulate kis --help` lists the options.
  ID          the simulator in the tests of a broker that `./jts new-broker ID` made; --port N (default: 9470)
USAGE
    exit 0
fi
broker=$1
shift
need_jdk
if [ "$broker" = kis ]; then
    . "$SCRIPTS/product.sh"
    need_product
    logging=org/jts/simulator/kis/internal/logging.xml
    exec "$JAVA_HOME/bin/java" -Dlogback.configurationFile=$logging -cp "$(product_home headless)/plugins/*" \
        org.jts.simulator.kis.internal.Main "$@"
fi
source=$ROOT/tests/org.jts.gateway.$broker.tests/src/org/jts/gateway/$broker/simulator
[ -f "$source/Simulator.java" ] \
    || wrong "expected kis or a broker that has a simulator among its tests, found '$broker'; make one: ./jts new-broker $broker"
classes=$CACHE/simulators/$broker
rm -rf "$classes"
mkdir -p "$classes"
"$JAVA_HOME/bin/javac" -nowarn -encoding UTF-8 -d "$classes" "$source"/*.java \
    || fail "expected the simulator to compile with Java alone, found the errors above"
exec "$JAVA_HOME/bin/java" -cp "$classes" "org.jts.gateway.$broker.simulator.Simulator" "$@"
