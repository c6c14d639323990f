package org.jts.checks;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRuleTest {
    private static final String FOLDER = "bundles/org.jts.ui.sample/src/org/jts/ui/sample/";

    private final TextRule rule = new TextRule();

    @TempDir
    private Path root;

    @Test
    void textsInBothLanguagesPass() {
        Expect.none(texts("title=Orders\ncount={0} orders\n", "title=주문\ncount=주문 {0}건\n")
            .file(FOLDER + "View.java", "class View { String s = T.get(\"title\") + T.format(\"count\", 1); }")
            .findings(rule));
    }

    @Test
    void keyWithoutKoreanTextIsFound() {
        Expect.one(texts("title=Orders\nempty=None\n", "title=주문\n").findings(rule), "messages.properties", "'empty'",
            "messages_ko.properties");
    }

    @Test
    void keyWithoutEnglishTextIsFound() {
        Expect.one(texts("title=Orders\n", "title=주문\nempty=없음\n").findings(rule), "messages_ko.properties", "'empty'");
    }

    @Test
    void missingKoreanFileIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.ui.sample").file(FOLDER + "messages.properties", "a=b\n")
            .findings(rule), "expected its twin messages_ko.properties");
    }

    @Test
    void emptyTextIsFound() {
        Expect.one(texts("title=Orders\n", "title=\n").findings(rule), "messages_ko.properties", "found it empty");
    }

    @Test
    void textWithoutAPlaceForTheValueIsFound() {
        Expect.one(texts("count={0} orders\n", "count=주문\n").findings(rule), "'count'", "found they differ");
    }

    @Test
    void keyThatCodeUsesAndNoFileHasIsFound() {
        Expect.one(texts("title=Orders\n", "title=주문\n")
            .file(FOLDER + "View.java", "class View { // T.get(\"comment\")\n String s = T.get(\"missing\"); }")
            .findings(rule), FOLDER + "View.java", "'missing'");
    }

    @Test
    void nameOfAPluginThatIsNotThereInKoreanIsFound() {
        Sample sample = texts("a=b\n", "a=b\n").file("features/org.jts.sample.feature/feature.xml",
            "<feature id=\"org.jts.sample.feature\" label=\"%name\"><description>%what</description></feature>");
        Expect.one(sample.file("features/org.jts.sample.feature/feature.properties", "name=Sample\n")
            .file("features/org.jts.sample.feature/feature_ko.properties", "name=견본\n").findings(rule),
            "feature.xml", "'what'");
        Expect.one(sample.file("features/org.jts.sample.feature/feature.properties", "name=Sample\nwhat=It\n")
            .findings(rule), "feature.properties", "'what'", "feature_ko.properties");
    }

    @Test
    void keyThatIsNotALiteralIsFound() {
        Expect.one(texts("title=Orders\n", "title=주문\n")
            .file(FOLDER + "View.java", "class View { static final Texts T = Texts.of(View.class); "
                + "String s(String k) { return T.get(k); } }")
            .findings(rule), "expected the key of a text to be a literal, found 'k'");
    }

    @Test
    void keyOfAManifestThatNoFileHasIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.ui.sample", "Bundle-Name: %bundle.name")
            .findings(rule), "META-INF/MANIFEST.MF", "'bundle.name'");
    }

    @Test
    void keyOfAPluginXmlThatNoFileHasIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.ui.sample")
            .file("bundles/org.jts.ui.sample/plugin.xml", "<view name=\"%view.name\"/>")
            .findings(rule), "plugin.xml", "'view.name'");
    }

    @Test
    void keyOfAMetatypeThatNoFileHasIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.sample")
            .file("bundles/org.jts.sample/src/Config.java",
                "@ObjectClassDefinition(name = \"%config.name\") @interface Config { }")
            .findings(rule), "Config.java", "'config.name'");
    }

    private Sample texts(String english, String korean) {
        return new Sample(root).bundle("org.jts.ui.sample").file(FOLDER + "messages.properties", english)
            .file(FOLDER + "messages_ko.properties", korean);
    }
}
