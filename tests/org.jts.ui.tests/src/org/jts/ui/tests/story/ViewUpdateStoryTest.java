package org.jts.ui.tests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.Plugin.Origin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.Preflight;
import org.jts.ui.tests.story.PluginArchive.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/** A group with a view that came with the workstation is updated in the running window, and taken back. */
class ViewUpdateStoryTest {
    private static final String FEATURE = "org.acme.views.feature";
    private static final String VIEW = "org.acme.view";
    private static final String BESIDE = "org.acme.beside";
    private static final String TITLE = Locale.getDefault().getLanguage().equals("ko") ? "견본" : "Sample";

    @TempDir
    private Path folder;
    private final Trader trader = Trader.here();
    private final Window window = trader.window();
    private final List<String> touched = new CopyOnWriteArrayList<>();
    private final BundleListener listener = this::note;
    private final Path place = Bundles.installation().resolve("features").resolve(FEATURE);
    private Path beside;

    @BeforeEach
    void comeWithTheGroup() throws Exception {
        trader.mockIsConnected();
        Bundles.startInstaller();
        Bundles.stopInstaller();
        beside = Bundles.copy("org.jts.sample.broker", BESIDE, "1.0.0", folder);
        for (Path jar : List.of(Bundles.copy("org.jts.sample.plugin", VIEW, "1.0.0", folder), beside)) {
            Bundles.context().installBundle("reference:" + jar.toUri()).start(Bundle.START_ACTIVATION_POLICY);
        }
        Files.createDirectories(place);
        Files.writeString(place.resolve("feature.xml"), """
                <feature id="%s" version="1.0.0" label="Acme views"><plugin id="%s" version="1.0.0"/>
                <plugin id="%s" version="1.0.0"/></feature>
                """.formatted(FEATURE, VIEW, BESIDE));
        Bundles.startInstaller();
        Bundles.context().addBundleListener(listener);
    }

    @AfterEach
    void goOnWithout() throws Exception {
        Bundles.context().removeBundleListener(listener);
        Bundles.stopInstaller();
        Files.deleteIfExists(place.resolve("feature.xml"));
        Files.deleteIfExists(place);
        for (String name : List.of(VIEW, BESIDE)) {
            Optional<Bundle> left = Bundles.named(name);
            if (left.isPresent()) {
                left.get().uninstall();
            }
        }
        Bundles.startInstaller(); // which knows nothing of the group any more
    }

    private void note(BundleEvent event) {
        if (event.getType() != BundleEvent.LAZY_ACTIVATION) {
            touched.add(event.getBundle().getSymbolicName());
        }
    }

    private static PluginInstaller installer() {
        return Services.get(PluginInstaller.class);
    }

    private static Plugin plugin() {
        return installer().plugins().stream().filter(p -> p.id().equals(FEATURE)).findFirst().orElseThrow();
    }

    private static String version(String bundle) {
        return Bundles.named(bundle).orElseThrow().getVersion().toString();
    }

    private URI update() throws Exception {
        Path next = Bundles.copy("org.jts.sample.plugin", VIEW, "1.9.0", folder);
        return PluginArchive.write(folder.resolve("views.zip"), FEATURE, "1.9.0", "Acme views", List.of(
                new Part(next, VIEW, "1.9.0", "views", "org.jts.sample.plugin"),
                new Part(beside, BESIDE, "1.0.0", "brokers", "sample-broker")));
    }

    private static Preflight apply(PluginChange change) throws Exception {
        Preflight seen = installer().check(change, InstallMonitor.NONE);
        return installer().apply(change, new Consent(seen.signer(), Working.LEAVE), InstallMonitor.NONE);
    }

    @Test
    void aGroupOfViewsIsUpdatedAndNothingElseIsTouched() throws Exception {
        assertEquals(Origin.BUILT_IN, plugin().origin());
        isShown();
        long unchanged = Bundles.named(BESIDE).orElseThrow().getBundleId();
        touched.clear();
        Preflight done = apply(new PluginChange.Install(installer().offers(update(), InstallMonitor.NONE).getFirst()));
        assertEquals(Optional.of("1.9.0"), done.to());
        assertEquals("1.9.0", version(VIEW));
        isShown();
        assertTrue(touched.stream().allMatch(VIEW::equals), "expected that only " + VIEW + " changes, found "
                + touched);
        assertEquals(unchanged, Bundles.named(BESIDE).orElseThrow().getBundleId(), "what both versions have stays");

        apply(new PluginChange.RollBack(FEATURE));
        assertEquals(Origin.BUILT_IN, plugin().origin());
        assertEquals("1.0.0", version(VIEW));
        isShown();
        assertTrue(touched.stream().allMatch(VIEW::equals), "likewise when it is taken back, found " + touched);
        trader.mockIsConnected();
    }

    /** The view is made anew with the classes of the version that runs. */
    private void isShown() {
        window.until("its view", () -> window.hasTab(TITLE), () -> "none");
        window.show(TITLE);
        window.until("what it shows", () -> !window.bot().labelWithId("sample.label").getText().isEmpty(), () -> "");
    }
}
