# ./jts server

if wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts server [--data DIR] [OPTION...]

Serves the brokers of the data folder to other programs over gRPC, on 127.0.0.1:50051 and in the clear unless told otherwise,
until Ctrl+C or SIGTERM. `./jts server -- --help` lists the options; docs/server.md explains them.
USAGE
    exit 0
fi
. "$SCRIPTS/product.sh"
need_jdk
need_product
exec "$(product_home headless)/jts-server" "$@"
