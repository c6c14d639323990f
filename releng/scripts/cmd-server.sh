# ./jts server

if wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts server [--data DIR] [OPTION...]

Serves the brokers of the data folder to other programs, gRPC on 127.0.0.1:50051 and REST on 127.0.0.1:50052, in the clear
and for this machine alone unless told otherwise, until Ctrl+C or SIGTERM. docs/server.md explains it.

  --listen HOST:PORT    where gRPC listens; an address that others can reach needs a certificate and a token
  --rest HOST:PORT      where REST listens (default: one port further); off for no REST
  --token SCOPE:REF     let in who shows this token; SCOPE is read, trade or operate, REF is ${env:NAME} or ${file:PATH}
  --tls-cert FILE       the server's certificate, PEM
  --tls-key FILE        its key, PEM, PKCS 8 without a password, readable by nobody else
  --tls-clients FILE    let in only clients with a certificate of these authorities
  --calls-per-second N  how many calls one token may make (default: 5000)
USAGE
    exit 0
fi
. "$SCRIPTS/product.sh"
need_jdk
need_product
exec "$(product_home headless)/jts-server" "$@"
