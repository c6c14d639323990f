# ./jts simulate

if [ $# -eq 0 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
    cat <<'USAGE'
usage: ./jts simulate BROKER [OPTION...]

Plays a broker on a port of this machine: its wire format, its limits, its refusals, over a simulated exchange.
Ends with Ctrl+C, and then says how hard it was asked. `./jts simulate kis --help` lists the options.

  kis         the KIS Open API, REST and WebSocket on one port (docs/brokers/kis-simulator.md)
USAGE
    exit 0
fi
[ "$1" = kis ] || wrong "expected the broker kis, found '$1'"
shift
. "$SCRIPTS/product.sh"
need_jdk
need_product
logging=org/jts/simulator/kis/internal/logging.xml
exec "$JAVA_HOME/bin/java" -Dlogback.configurationFile=$logging -cp "$(product_home headless)/plugins/*" \
    org.jts.simulator.kis.internal.Main "$@"
