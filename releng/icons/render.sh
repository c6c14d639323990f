#!/usr/bin/env bash
# Renders every bundles/*/icons/*.svg to a PNG of 16 pixels and one of 32 for fine screens; the application's own icon
# (app.svg) to the sizes that window managers ask for. The PNGs are committed: run this after changing an SVG.
set -eu
cd "$(dirname "$0")/../.."
command -v rsvg-convert > /dev/null || { echo "expected rsvg-convert, found none: apt-get install librsvg2-bin" >&2; exit 1; }
for svg in bundles/*/icons/*.svg; do
    base=${svg%.svg}
    if [ "$(basename "$svg")" = app.svg ]; then
        for size in 16 32 48 64 128 256; do
            rsvg-convert -w $size -h $size "$svg" -o "$base-$size.png"
        done
    else
        rsvg-convert -w 16 -h 16 "$svg" -o "$base.png"
        rsvg-convert -w 32 -h 32 "$svg" -o "$base@2x.png"
    fi
done
