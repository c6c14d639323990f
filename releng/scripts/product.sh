# The products of this checkout, built when what they are made of changed. Sourced by the commands that start one.

STAMP=$CACHE/product.stamp

# One line per file that a product is made of: its content's hash and its name.
product_sources() {
    local inputs="pom.xml .mvn proto bundles features target-platform releng/org.jts.product"
    if git -C "$ROOT" rev-parse --git-dir > /dev/null 2>&1; then
        # shellcheck disable=SC2086 # a list of names
        (cd "$ROOT" && git ls-files -co --exclude-standard $inputs)
    else
        # shellcheck disable=SC2086
        (cd "$ROOT" && find $inputs -type f -not -path '*/target/*' -not -name '.polyglot*')
    fi
}

product_hash() {
    product_sources | LC_ALL=C sort | (cd "$ROOT" && while IFS= read -r file; do
        [ ! -f "$file" ] || printf '%s\0' "$file"
    done | xargs -0 cksum) | cksum
    uname -sm
}

# The folder of a product for this system: workstation or headless.
product_home() {
    local folder
    for folder in "$ROOT"/releng/org.jts.product/target/products/"org.jts.$1"/*/*/*/*; do
        case $(uname -sm):$folder in
            Linux\ x86_64:*/linux/gtk/x86_64/* | Darwin\ arm64:*/macosx/cocoa/aarch64/*)
                [ ! -d "$folder/Contents/Eclipse" ] || folder=$folder/Contents/Eclipse
                printf '%s\n' "$folder"
                return 0
                ;;
        esac
    done
    return 1
}

# Builds the products for this system, unless they are made of what is in the checkout now.
need_product() {
    local now log=$CACHE/build.log
    now=$(product_hash)
    if [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$now" ] && product_home workstation > /dev/null; then
        return 0
    fi
    need_maven
    say "building (the first time takes a few minutes; $log follows it)"
    mkdir -p "$CACHE"
    # what is not committed has no version of its own: nothing of the last product, nor of its caches, may stay
    rm -rf "$STAMP" "$ROOT/releng/org.jts.product/target/products"
    if ! run_mvn -B -ntp package -DskipTests -Djts.local=true -pl :org.jts.product -am > "$log" 2>&1; then
        grep '^\[ERROR\]' "$log" | head -n 20 >&2
        fail "expected the build to succeed, found that it did not; $log tells why"
    fi
    printf '%s\n' "$now" > "$STAMP"
}
