# Copies of the product that also hold the benchmark bundle. Sourced by the benchmarks of the running product.

# bench_installation NAME [PATTERN]: a copy named NAME, without the bundles whose lines match PATTERN. Prints its folder.
bench_installation() {
    local home=$BENCH/$1 jar version list
    cp -R "$(product_home workstation)" "$home"
    jar=$(ls "$ROOT"/tests/org.jts.bench/target/org.jts.bench-*.jar | grep -v sources | head -n 1)
    version=$(cd "$BENCH" && "$JAVA_HOME/bin/jar" xf "$jar" META-INF/MANIFEST.MF \
        && sed -n 's/^Bundle-Version: *\([^ \r]*\).*/\1/p' META-INF/MANIFEST.MF)
    cp "$jar" "$home/plugins/org.jts.bench_$version.jar"
    list=$home/configuration/org.eclipse.equinox.simpleconfigurator/bundles.info
    {
        if [ $# -gt 1 ]; then grep -v "$2" "$list"; else cat "$list"; fi
        printf 'org.jts.bench,%s,plugins/org.jts.bench_%s.jar,4,true\n' "$version" "$version"
    } > "$list.new"
    mv "$list.new" "$list"
    printf '%s\n' "$home"
}

need_bench_bundle() {
    need_product
    need_maven
    if ! run_mvn -q -B -ntp package -DskipTests -Djts.local=true -pl :org.jts.bench -am > "$BENCH/build.log" 2>&1; then
        fail "expected the benchmark bundle to build, found that it did not; $BENCH/build.log tells why"
    fi
}

# bench_line BENCH METRIC VALUE UNIT [PEER PEER_VALUE]
bench_line() {
    if [ $# -gt 4 ]; then
        printf '{"bench":"%s","metric":"%s","value":%s,"unit":"%s","peer":"%s","peer_value":%s}\n' "$@"
    else
        printf '{"bench":"%s","metric":"%s","value":%s,"unit":"%s"}\n' "$@"
    fi
}
