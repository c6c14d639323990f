#!/usr/bin/env bash
# The author's path: path.sh ROOT FOLDER HEADLESS. From `./jts new-broker` to a filled order in a running workstation, in a
# copy of the checkout ROOT that it makes in FOLDER, with the headless product HEADLESS. Prints what it does and the order.
set -eu
root=$1
folder=$2
headless=$3
copy=$folder/checkout
feature=org.jts.gateway.acme.feature
rm -rf "$copy" "$folder/data"
mkdir -p "$copy"
(cd "$root" && git ls-files -co --exclude-standard | while IFS= read -r file; do
    [ ! -f "$file" ] || printf '%s\n' "$file"
done | tar -c -f - -T -) | tar -x -f - -C "$copy"
export JTS_CACHE=${JTS_CACHE:-$root/.jts}
begun=$(date +%s)
cd "$copy"
bash jts new-broker acme --name "Acme Securities"
bash jts plugin acme
bash jts simulate acme --port 0 > "$folder/simulator.log" 2>&1 &
simulator=$!
trap 'kill "$simulator" 2> /dev/null || :' EXIT
: >> "$folder/simulator.log"
tries=0
until address=$(sed -n 's|.* at \(http://[^,]*\),.*|\1|p' "$folder/simulator.log") && [ -n "$address" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { cat "$folder/simulator.log"; exit 1; }
    sleep 0.1
done
"$headless/jts-console" --data "$folder/data" --lang en -c "plugin:install $copy/features/$feature/target/$feature.zip $feature \
--trust; broker:add acme acme address='$address'; broker:connect acme; order:place buy 10 DEMO:ONE market --broker acme --wait; \
account:positions"
printf 'author.path %d s\n' $(($(date +%s) - begun))
