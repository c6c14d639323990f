package org.jts.checks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Every bundle stands in the bundle map of docs/architecture.md and in exactly one feature. A gateway may have a page
 * of its own instead, so that a new broker touches no file but its own.
 */
public final class BundleMapRule implements Rule {
    private static final String MAP = "docs/architecture.md";
    private static final String GATEWAY = "org.jts.gateway.";
    private static final Pattern NAME_IN_MAP = Pattern.compile("`(org\\.jts\\.[a-z0-9.]*[a-z0-9])`");
    private static final Pattern PLUGIN_IN_FEATURE = Pattern.compile("<plugin\\s+id=\"([^\"]+)\"");

    @Override
    public List<Finding> check(Checkout checkout) {
        List<Finding> findings = new ArrayList<>();
        Path map = checkout.root().resolve(MAP);
        Set<String> mapped = Files.exists(map) ? Set.copyOf(Patterns.all(NAME_IN_MAP, Checkout.read(map))) : Set.of();
        TreeMap<String, List<String>> features = new TreeMap<>();
        for (Path feature : checkout.modules("features", "feature.xml")) {
            for (String plugin : Patterns.all(PLUGIN_IN_FEATURE, Checkout.read(feature.resolve("feature.xml")))) {
                features.computeIfAbsent(plugin, any -> new ArrayList<>()).add(feature.getFileName().toString());
            }
        }
        Set<String> names = new TreeSet<>();
        for (Path bundle : checkout.bundles()) {
            String name = bundle.getFileName().toString();
            names.add(name);
            if (!mapped.contains(name) && !hasPage(checkout, name)) {
                String page = name.startsWith(GATEWAY) ? ", or a page " + page(name) : "";
                findings.add(new Finding(MAP, "expected the bundle map to list `" + name + "`" + page
                    + ", found it does not"));
            }
            List<String> in = features.getOrDefault(name, List.of());
            if (in.size() != 1) {
                findings.add(new Finding("features", "expected " + name + " in one feature, found it in " + in));
            }
        }
        for (String name : features.keySet()) {
            boolean forTests = Files.isDirectory(checkout.root().resolve("tests").resolve(name));
            if (name.startsWith("org.jts.") && !names.contains(name) && !forTests) {
                findings.add(new Finding("features", "expected a folder bundles/" + name + " or tests/" + name
                    + ", found none"));
            }
        }
        return findings;
    }

    private static boolean hasPage(Checkout checkout, String name) {
        return name.startsWith(GATEWAY) && Files.exists(checkout.root().resolve(page(name)));
    }

    private static String page(String name) {
        return "docs/gateways/" + name.substring(GATEWAY.length()) + ".md";
    }
}
