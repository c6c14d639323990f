# ./jts mvn ARGS

if wants_help "$@" && [ $# -eq 1 ]; then
    cat <<'USAGE'
usage: ./jts mvn ARGS

Runs Maven at the root of the checkout with a JDK and a Maven that the build can use, fetching that Maven if need be.

  ./jts mvn -o -q verify -pl :org.jts.api -am      one bundle and what it needs
  ./jts mvn -o -q verify -pl :org.jts.market.tests -am
                                                   the tests of one bundle, and what they need
USAGE
    exit 0
fi
need_jdk
need_maven
run_mvn "$@"
exit
