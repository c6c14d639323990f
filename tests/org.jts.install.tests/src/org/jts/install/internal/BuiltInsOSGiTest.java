package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.Plugin.Origin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.Signer;
import org.jts.api.time.TimeSource;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Pace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What came with the workstation, read from the features in its folder. */
final class BuiltInsOSGiTest {

    private static final Consent YES = new Consent(Optional.of(new Signer(Signer.Trust.UNSIGNED, "", "")),
            Working.LEAVE);

    @TempDir
    Path folder;
    private Rig rig;
    private Optional<Path> place = Optional.empty();

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
        if (place.isPresent()) {
            PluginFolder.delete(place.get());
        }
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
        return BuiltIns.read(folder.resolve("features"), new Bundles(rig.context, folder.resolve("watched"),
                new Pace(rig.service(TimeSource.class), "0"))).releases();
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
    void textsAreThoseOfTheLanguageOfTheProgram() throws Exception {
        feature(Rig.FEATURE, AcmeJar.NAME + " 1.0.0");
        Path file = folder.resolve("features").resolve(Rig.FEATURE).resolve("feature.xml");
        Files.writeString(file, Files.readString(file).replace("label=\"Acme\"", "label=\"%name\"")
                .replace("Acme Ltd.", "%provider"));
        Files.writeString(file.resolveSibling("feature.properties"), "name=Acme");
        Files.writeString(file.resolveSibling("feature_ko.properties"), "name=\\uc560\\ud06c\\ubbf8");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.KOREA);
            assertEquals("애크미", read().get(Rig.FEATURE).name());
            Locale.setDefault(Locale.GERMANY);
            assertEquals("Acme", read().get(Rig.FEATURE).name());
            assertEquals("Trades at Acme.", read().get(Rig.FEATURE).description());
            assertEquals("%provider", read().get(Rig.FEATURE).provider(), "a key that no file has stays as it is");
        } finally {
            Locale.setDefault(before);
        }
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

    /** A workstation with the plug-in in it, as its installer finds it at the start. */
    private void comesWith(String version) throws Exception {
        Path area = BuiltIns.folder(rig.context).orElseThrow().resolve(Rig.FEATURE);
        place = Optional.of(area);
        rig.bundle("org.jts.install").orElseThrow().stop();
        for (Bundle bundle : rig.context.getBundles()) {
            if (AcmeJar.NAME.equals(bundle.getSymbolicName())) {
                bundle.uninstall();
            }
        }
        Path jar = folder.resolve("acme-" + version + ".jar");
        new AcmeJar(version).write(jar);
        rig.context.installBundle("reference:" + jar.toUri()).start();
        Files.createDirectories(area);
        Files.writeString(area.resolve("feature.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <feature id="%s" version="%s" label="Acme"><plugin id="%s" version="%s"/></feature>
                """.formatted(Rig.FEATURE, version, AcmeJar.NAME, version));
        rig.restart();
    }

    private void apply(PluginChange change) throws Exception {
        rig.installer().apply(change, YES, InstallMonitor.NONE);
    }

    private Plugin plugin() {
        return rig.installer().plugins().stream().filter(p -> p.id().equals(Rig.FEATURE)).findFirst().orElseThrow();
    }

    @Test
    void whatCameWithTheWorkstationIsReplacedTakenBackRemovedAndTakenBack() throws Exception {
        rig.configure("acme", "a1");
        comesWith("1.0.0");
        rig.awaitConnected("a1");
        assertEquals(Origin.BUILT_IN, plugin().origin());
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.1.0", "Acme", new AcmeJar("1.1.0"));
        apply(rig.install(site, "1.1.0"));
        rig.awaitConnected("a1");
        assertEquals(List.of(Choices.BUILT_IN), plugin().earlier());
        apply(new PluginChange.RollBack(Rig.FEATURE));
        rig.awaitConnected("a1");
        assertEquals("1.0.0", plugin().version());
        assertEquals(Origin.BUILT_IN, plugin().origin());

        apply(new PluginChange.Remove(Rig.FEATURE));
        assertTrue(rig.registry().broker(new BrokerId("a1")).isEmpty());
        assertEquals(List.of(Rig.FEATURE), rig.installer().removed().stream().map(Plugin::id).toList());
        assertEquals("1.0.0", rig.installer().removed().getFirst().version());
        rig.restart();
        assertTrue(rig.registry().broker(new BrokerId("a1")).isEmpty(), "it stays away after a start");
        comesWith("1.0.0");
        assertTrue(rig.bundle(AcmeJar.NAME).isEmpty(), "the program folder has it, the trader has not");
        apply(new PluginChange.RollBack(Rig.FEATURE));
        rig.awaitConnected("a1");
        assertEquals(List.of(), rig.installer().removed());
    }

    @Test
    void anUpdateOfTheWorkstationDoesNotFallBackToAnOlderPlugin() throws Exception {
        rig.configure("acme", "a1");
        comesWith("1.0.0");
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.1.0", "Acme", new AcmeJar("1.1.0"));
        apply(rig.install(site, "1.1.0"));
        comesWith("1.0.5");
        assertEquals("1.1.0", plugin().version(), "what was chosen is newer");
        comesWith("2.0.0");
        assertEquals("2.0.0", plugin().version());
        rig.awaitConnected("a1");
        assertTrue(rig.log.notices().stream().anyMatch(n -> n.text().startsWith("Acme 2.0.0 came with the update of "
                + "the workstation and runs instead of 1.1.0")));
        apply(new PluginChange.RollBack(Rig.FEATURE));
        assertEquals("1.1.0", plugin().version());
        comesWith("2.0.0");
        assertEquals("1.1.0", plugin().version(), "it was taken back on purpose");
    }
}
