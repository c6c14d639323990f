# What programs with windows need. Sourced by the commands that start one.

# The name of GTK 3's Debian package: it gained a suffix in 2024.
gtk_package() {
    if apt-cache show libgtk-3-0t64 > /dev/null 2>&1; then
        printf 'libgtk-3-0t64\n'
    else
        printf 'libgtk-3-0\n'
    fi
}

has_library() {
    { ldconfig -p 2> /dev/null || /sbin/ldconfig -p 2> /dev/null; } | grep -q "$1"
}

has_gtk() { [ "$(uname -s)" != Linux ] || has_library libgtk-3.so.0; }

has_cjk_font() {
    [ "$(uname -s)" != Linux ] || { command -v fc-list > /dev/null 2>&1 && [ -n "$(fc-list :lang=ko family)" ]; }
}

# GTK 3, and fonts with Korean letters.
need_gtk() {
    local missing=
    has_gtk || missing="$(gtk_package)"
    has_cjk_font || missing="$missing fontconfig fonts-nanum"
    # shellcheck disable=SC2086 # a list of names
    [ -z "$missing" ] || need_packages $missing
}

# Starts an X server of our own when there is no DISPLAY, and stops it when the script ends.
need_display() {
    if [ -n "${DISPLAY-}" ] || [ "$(uname -s)" != Linux ]; then
        return 0
    fi
    command -v Xvfb > /dev/null 2>&1 || need_packages xvfb
    local told tries=0
    told=$(mktemp)
    # with -displayfd the server finds a free number by itself and tells it when it is ready
    Xvfb -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp 3> "$told" > /dev/null 2>&1 &
    XVFB_PID=$!
    trap stop_display EXIT
    trap 'exit 130' INT TERM
    while [ ! -s "$told" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ] || ! kill -0 "$XVFB_PID" 2> /dev/null; then
            fail "expected Xvfb to start within 10 s, found that it did not; run Xvfb :99 by hand to see why"
        fi
        sleep 0.1
    done
    DISPLAY=:$(cat "$told")
    rm -f "$told"
    # no accessibility bus on such a screen: without these GTK waits for it and warns
    export DISPLAY NO_AT_BRIDGE=1 GTK_A11Y=none
    need_window_manager
}

# Focus and activation are a window manager's doing: tests of them need one.
need_window_manager() {
    command -v openbox > /dev/null 2>&1 || need_packages openbox
    openbox > /dev/null 2>&1 &
    WM_PID=$!
}

stop_display() {
    [ -z "${WM_PID-}" ] || kill "$WM_PID" 2> /dev/null
    [ -z "${XVFB_PID-}" ] || kill "$XVFB_PID" 2> /dev/null
}
