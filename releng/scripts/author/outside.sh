#!/usr/bin/env bash
# An author outside of the checkout: outside.sh ROOT FOLDER HEADLESS. Makes a project of its own in FOLDER, which knows of the
# workstation only its p2 repository; builds it, with the contract kit; installs its archive into the headless product
# HEADLESS and trades. Prints what it does, the line of the report, and the order.
set -eu
root=$1
folder=$2
headless=$3
: "${JAVA_HOME:?expected it to name a JDK 21 or newer, found nothing}"
project=$folder/project
feature=org.jts.gateway.acme.feature
rm -rf "$project" "$folder/data"
mkdir -p "$folder"
cd "$root"
bash jts new-broker acme --name "Acme Securities" --to "$project"
bash jts mvn -B -ntp ${JTS_MVN_OPTIONS-} -f "$project/pom.xml" verify > "$folder/build.log" 2>&1 || {
    grep '^\[ERROR\]' "$folder/build.log" | head -n 20
    exit 1
}
grep '^contract of' "$folder/build.log"
source=$project/tests/org.jts.gateway.acme.tests/src/org/jts/gateway/acme/simulator
"$JAVA_HOME/bin/javac" -nowarn -encoding UTF-8 -d "$folder/simulator" "$source"/*.java
"$JAVA_HOME/bin/java" -cp "$folder/simulator" org.jts.gateway.acme.simulator.Simulator --port 0 \
    > "$folder/simulator.log" 2>&1 &
simulator=$!
trap 'kill "$simulator" 2> /dev/null || :' EXIT
: >> "$folder/simulator.log"
tries=0
until address=$(sed -n 's|.* at \(http://[^,]*\),.*|\1|p' "$folder/simulator.log") && [ -n "$address" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { cat "$folder/simulator.log"; exit 1; }
    sleep 0.1
done
archive=$(ls "$project"/sites/org.jts.gateway.acme.site/target/*.zip | head -n 1)
"$headless/jts-console" --data "$folder/data" --lang en -c "plugin:install $archive $feature --trust; \
broker:add acme acme address='$address'; broker:connect acme; order:place buy 10 DEMO:ONE market --broker acme --wait"
