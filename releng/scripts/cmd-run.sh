# ./jts run

if wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts run [--data DIR] [--lang ko|en] [--theme dark|light] [--watch DIR]

Opens the workstation, after installing what is missing and building what changed since the last time.

  --data DIR      where settings, stored data, the workspace and logs are kept (default: $JTS_DATA, else ~/.jts)
  --lang ko|en    the language of the texts (default: the system's)
  --theme NAME    dark or light (default: what was chosen last)
  --watch DIR     for authors of plug-ins: a jar in this folder runs, is swapped when written over, stops when deleted
  --debug PORT    wait for a debugger on this port of the loopback interface
USAGE
    exit 0
fi
. "$SCRIPTS/product.sh"
. "$SCRIPTS/display.sh"
need_jdk
need_gtk
need_product
if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
    fail "expected a screen (DISPLAY), found none; start it on a desktop, or try ./jts console"
fi
exec "$(product_home workstation)/jts-workstation" "$@"
