# A screen for programs that need one. Sourced by the commands that do.

GTK_PACKAGES="libgtk-3-0 libgl1 libegl1 libwebkit2gtk-4.0-37"

# Starts an X server of our own when there is no DISPLAY, and stops it when the script ends.
need_display() {
    if [ -n "${DISPLAY-}" ] || [ "$(uname -s)" != Linux ]; then
        return 0
    fi
    command -v Xvfb > /dev/null 2>&1 || need_packages xvfb
    local told
    told=$(mktemp)
    # with -displayfd the server finds a free number by itself and tells it when it is ready
    Xvfb -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp 3> "$told" > /dev/null 2>&1 &
    XVFB_PID=$!
    trap stop_display EXIT
    trap 'exit 130' INT TERM
    local tries=0
    while [ ! -s "$told" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ] || ! kill -0 "$XVFB_PID" 2> /dev/null; then
            fail "expected Xvfb to start within 10 s, found that it did not; run Xvfb :99 by hand to see why"
        fi
        sleep 0.1
    done
    DISPLAY=:$(cat "$told")
    rm -f "$told"
    export DISPLAY
}

stop_display() {
    [ -z "${XVFB_PID-}" ] || kill "$XVFB_PID" 2> /dev/null
}
