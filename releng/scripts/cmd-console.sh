# ./jts console

if wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts console [--data DIR] [--lang ko|en] [--watch DIR] [-c "COMMANDS" | -f FILE] [--trace]

The same bundles without a screen: reads commands from the keyboard, or runs those after -c or in FILE and ends.
The exit status is the commands': 0 when all went well, 1 when one failed, 2 when one was typed wrongly, 3 when the
workstation could not start. docs/console.md has the commands.

  --data DIR      where settings, stored data and logs are kept (default: $JTS_DATA, else ~/.jts)
  --lang ko|en    the language of the texts (default: the system's)
  --watch DIR     for authors of plug-ins: a jar in this folder runs, is swapped when written over, stops when deleted
  -c "COMMANDS"   run these, separated by ;
  -f FILE         run the commands in FILE
  --trace         show a stack trace with an error
USAGE
    exit 0
fi
. "$SCRIPTS/product.sh"
need_jdk
need_product
exec "$(product_home headless)/jts-console" "$@"
