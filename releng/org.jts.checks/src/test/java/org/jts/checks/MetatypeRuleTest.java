package org.jts.checks;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetatypeRuleTest {
    private static final String COMPONENT = "OSGI-INF/org.jts.sample.internal.Thing.xml";
    private static final String METATYPE = "OSGI-INF/metatype/org.jts.sample.internal.Thing$Config.xml";

    private final MetatypeRule rule = new MetatypeRule();

    @TempDir
    private Path root;

    @Test
    void pidWithItsMetatypePasses() {
        Expect.none(sample().jar("org.jts.sample", Map.of(COMPONENT, component(" configuration-pid=\"org.jts.sample\""),
            METATYPE, metatype("pid", "org.jts.sample"))).findings(rule));
    }

    @Test
    void factoryPidThatIsTheComponentsNamePasses() {
        Expect.none(sample().jar("org.jts.sample", Map.of(COMPONENT, component(""),
            METATYPE, metatype("factoryPid", "thing"))).findings(rule));
    }

    @Test
    void pidWithoutMetatypeIsFound() {
        Expect.one(sample().jar("org.jts.sample", Map.of(COMPONENT, component(" configuration-pid=\"org.jts.sample\"")))
            .findings(rule), "bundles/org.jts.sample", "'org.jts.sample'", "org.jts.sample.internal.Thing");
    }

    @Test
    void metatypeForAnotherPidIsFound() {
        Expect.one(sample().jar("org.jts.sample", Map.of(COMPONENT, component(" configuration-pid=\"org.jts.sample\""),
            METATYPE, metatype("pid", "org.jts.other"))).findings(rule), "found it for [org.jts.other]");
    }

    @Test
    void componentThatTheBuildMissedIsFound() {
        Expect.one(sample().jar("org.jts.sample", Map.of()).findings(rule), "expected component XML");
    }

    @Test
    void bundleThatIsNotBuiltIsFound() {
        Expect.one(sample().findings(rule), "expected a built jar in target/");
    }

    private Sample sample() {
        return new Sample(root).bundle("org.jts.sample")
                .file("bundles/org.jts.sample/src/org/jts/sample/internal/Thing.java",
            "@Component @Designate(ocd = Thing.Config.class) public final class Thing { }");
    }

    private static String component(String more) {
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\"" + more + " name=\"thing\">"
            + "<implementation class=\"org.jts.sample.internal.Thing\"/></scr:component>";
    }

    private static String metatype(String attribute, String pid) {
        return "<metatype:MetaData><OCD id=\"x\"/><Designate " + attribute + "=\"" + pid + "\"/></metatype:MetaData>";
    }
}
