package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.install.Plugin.Origin;
import org.jts.install.internal.run.Bundles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came with the workstation, read from the features in its folder. */
final class BuiltInsOSGiTest {

    @TempDir
    Path folder;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder);
        Path jar = folder.resolve("acme.jar");
        new AcmeJar("1.0.0").write(jar);
        rig.context.installBundle("reference:" + jar.toUri());
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    private void feature(String id, String... bundles) throws IOException {
        String plugins = Stream.of(bundles).map(bundle -> bundle.split(" "))
                .map(words -> "<plugin id=\"%s\" version=\"%s\"/>".formatted(words[0], words[1]))
                .collect(Collectors.joining());
        Path place = Files.createDirectories(folder.resolve("features").resolve(id));
        Files.writeString(place.resolve("feature.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <feature id="%s" version="1.0.0" label="Acme" provider-name="Acme Ltd.">
                  <description>
                    Trades at Acme.
                  </description>
                  %s
                </feature>
                """.formatted(id, plugins));
    }

    private Map<String, Release> read() {
        return BuiltIns.read(folder.resolve("features"), new Bundles(rig.context));
    }

    @Test
    void aFeatureWithABundleOfAPluginIsOne() throws Exception {
        feature(Rig.FEATURE, AcmeJar.NAME + " 1.0.0", "org.jts.time " + rig.bundle("org.jts.time").orElseThrow()
                .getVersion());
        Release release = read().get(Rig.FEATURE);
        assertEquals("Acme", release.name());
        assertEquals("Trades at Acme.", release.description());
        assertEquals("Acme Ltd.", release.provider());
        assertEquals(Origin.BUILT_IN, release.origin());
        assertEquals(List.of(AcmeJar.TYPE), release.brings().brokers());
        assertEquals(2, release.pieces().size());
        assertTrue(release.has(new Piece(AcmeJar.NAME, "1.0.0", "")));
        assertFalse(release.has(new Piece(AcmeJar.NAME, "1.1.0", "")));
    }

    @Test
    void whatIsPartOfNoPluginOrIsNotThereIsNone() throws Exception {
        feature("org.core.feature", "org.jts.time " + rig.bundle("org.jts.time").orElseThrow().getVersion());
        feature("org.gone.feature", "org.acme.gone 1.0.0");
        Files.createDirectories(folder.resolve("features/empty"));
        assertEquals(Map.of(), read());
    }

    @Test
    void featuresThatCannotBeReadAreNone() throws Exception {
        assertEquals(Map.of(), read());
        feature(Rig.FEATURE, AcmeJar.NAME + " 1.0.0");
        Files.writeString(folder.resolve("features").resolve(Rig.FEATURE).resolve("feature.xml"), "<feature");
        assertEquals(Map.of(), read());
    }
}
