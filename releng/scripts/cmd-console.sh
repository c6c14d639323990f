# ./jts console

if wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts console [--data DIR] [-c "COMMANDS"]

The same bundles without a screen: reads commands from the keyboard, or runs those after -c and ends.
The exit status is the commands': 0 when all went well.

  --data DIR      where settings, stored data and logs are kept (default: $JTS_DATA, else ~/.jts)
  --lang ko|en    the language of the texts (default: the system's)
  -c "COMMANDS"   run these, separated by ;
USAGE
    exit 0
fi
. "$SCRIPTS/product.sh"
need_jdk
need_product
exec "$(product_home headless)/jts-console" "$@"
