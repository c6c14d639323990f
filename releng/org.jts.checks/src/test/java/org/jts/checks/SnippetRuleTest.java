package org.jts.checks;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetRuleTest {
    private static final String SOURCE = "bundles/org.jts.gateway.template/src/TemplateGateway.java";
    private static final String GUIDE = "docs/plugin-guide.md";
    private static final String CODE =
        "class TemplateGateway {\n    // snippet: id\n    String id() {\n        return \"template\";\n    }\n    // "
        + "end\n}\n";

    private final SnippetRule rule = new SnippetRule();

    @TempDir
    private Path root;

    @Test
    void snippetThatStandsInTheTemplatePasses() {
        Expect.none(guide("<!-- snippet: id -->\n```java\nString id() {\n    return \"acme\";\n}\n```\n"));
    }

    @Test
    void snippetThatDiffersIsFound() {
        Expect.one(guide("<!-- snippet: id -->\n```java\nint id() {\n}\n```\n"),
            "expected the snippet 'id' as the template has it:\nString id() {", "found\nint id()");
    }

    @Test
    void javaThatNamesNoSnippetIsFound() {
        Expect.one(guide("```java\nint x;\n```\n"), "with one of [id] before each block of Java, found null");
        Expect.one(guide("<!-- snippet: no -->\n```java\nint x;\n```\n"), "found no before");
    }

    private List<String> guide(String text) {
        return new Sample(root).file(SOURCE, CODE).file(GUIDE, "# Guide\n\n" + text).findings(rule);
    }
}
