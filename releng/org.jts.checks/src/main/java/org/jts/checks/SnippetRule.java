package org.jts.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the author's guide shows as Java stands in the template, which the build compiles and tests, so that no snippet
 * rots. In the sources a snippet is between {@code // snippet: NAME} and {@code // end}; the guide names it in a
 * comment before its block, and shows it as {@code ./jts new-broker acme} writes it.
 */
public final class SnippetRule implements Rule {
    private static final String GUIDE = "docs/plugin-guide.md";
    private static final List<String> SOURCES = List.of("bundles/org.jts.gateway.template/src",
        "tests/org.jts.gateway.template.tests/src");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^ *// snippet: (\\S+)\\R(.*?)^ *// end$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(?:<!-- snippet: (\\S+) -->\\R)?```java\\R(.*?)^```$");

    @Override
    public List<Finding> check(Checkout checkout) {
        TreeMap<String, String> snippets = new TreeMap<>();
        for (String folder : SOURCES) {
            for (Path file : Checkout.files(checkout.root().resolve(folder), ".java")) {
                SNIPPET.matcher(Checkout.read(file)).results()
                    .forEach(found -> snippets.put(found.group(1), shown(found.group(2))));
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(Checkout.read(checkout.root().resolve(GUIDE))).results().toList()) {
            String name = block.group(1);
            if (name == null || !snippets.containsKey(name)) {
                findings.add(new Finding(GUIDE, "expected <!-- snippet: NAME --> with one of " + snippets.keySet()
                    + " before each block of Java, found " + name + " before\n" + block.group(2)));
            } else if (!snippets.get(name).equals(block.group(2))) {
                findings.add(new Finding(GUIDE, "expected the snippet '" + name + "' as the template has it:\n"
                    + snippets.get(name) + "found\n" + block.group(2)));
            }
        }
        return findings;
    }

    /** As an author sees it. */
    private static String shown(String snippet) {
        String words = snippet.replace("Template", "Acme").replace("TEMPLATE", "ACME").replace("template", "acme");
        // the end of the last line would count as a line without indent
        return words.stripTrailing().stripIndent() + "\n";
    }
}
