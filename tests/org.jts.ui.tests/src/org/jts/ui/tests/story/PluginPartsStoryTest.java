package org.jts.ui.tests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Preflight;
import org.jts.ui.tests.story.PluginArchive.Part;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

import io.micrometer.core.instrument.MeterRegistry;

/** A plug-in brings a view, a command, a metric and its texts; when it goes nothing of it stays in the window. */
class PluginPartsStoryTest {
    private static final String BUNDLE = "org.acme.sample";
    private static final String FEATURE = BUNDLE + ".feature";
    private static final String METER = "jts.sample.hellos";
    private static final boolean KOREAN = Locale.getDefault().getLanguage().equals("ko");
    private static final String TITLE = KOREAN ? "견본" : "Sample";

    @TempDir
    private Path folder;
    private final Window window = Trader.here().window();
    private URI archive;

    @BeforeEach
    void pack() throws Exception {
        Bundles.startInstaller();
        Path jar = Bundles.copy("org.jts.sample.plugin", BUNDLE, "1.0.0", folder);
        archive = PluginArchive.write(folder.resolve("sample.zip"), FEATURE, "1.0.0", "Sample",
                List.of(new Part(jar, BUNDLE, "1.0.0", "views", "org.jts.sample.plugin")));
        window.until("no view of it", () -> !hasTab(), () -> "one");
    }

    @Test
    void itsPartsComeWithItAndGoWithIt() throws Exception {
        PluginInstaller installer = Services.get(PluginInstaller.class);
        PluginOffer offer = installer.offers(archive, InstallMonitor.NONE).getFirst();
        assertEquals(List.of("org.jts.sample.plugin"), offer.brings().views());
        apply(installer, new PluginChange.Install(offer));
        WeakReference<ClassLoader> loader = new WeakReference<>(Bundles.named(BUNDLE).orElseThrow()
                .adapt(BundleWiring.class).getClassLoader());

        window.until("its view", this::hasTab, () -> "none");
        window.show(TITLE);
        assertEquals(KOREAN ? "플러그인은 화면을 가져올 수 있습니다." : "A plug-in can bring a view.",
                window.bot().labelWithId("sample.label").getText());
        assertEquals(KOREAN ? "안녕하세요" : "Hello", say());
        MeterRegistry meters = Services.get(MeterRegistry.class);
        assertEquals(1, meters.get(METER).counter().count());

        apply(installer, new PluginChange.Remove(FEATURE));
        window.until("its view gone", () -> !hasTab(), () -> "it is there");
        assertEquals(0, commands().size(), "commands");
        assertEquals(null, meters.find(METER).meter(), "metric");
        window.until("its classes gone", () -> {
            System.gc();
            return loader.get() == null;
        }, () -> "somebody holds them");
    }

    private static void apply(PluginInstaller installer, PluginChange change) throws Exception {
        Preflight seen = installer.check(change, InstallMonitor.NONE);
        installer.apply(change, new Consent(seen.signer(), Working.LEAVE), InstallMonitor.NONE);
    }

    private boolean hasTab() {
        return window.hasTab(TITLE);
    }

    private static Collection<ServiceReference<?>> commands() throws InvalidSyntaxException {
        ServiceReference<?>[] found = Bundles.context().getAllServiceReferences(null, "(osgi.command.scope=sample)");
        return found == null ? List.of() : List.of(found);
    }

    /** Runs the command as the console does: it is a method of a service. */
    private static Object say() throws Exception {
        ServiceReference<?> reference = commands().iterator().next();
        Object commands = Bundles.context().getService(reference);
        try {
            return commands.getClass().getMethod("hello").invoke(commands);
        } finally {
            Bundles.context().ungetService(reference);
        }
    }
}
