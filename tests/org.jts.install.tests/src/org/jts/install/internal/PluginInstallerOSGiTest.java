package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginInstallerOSGiTest {

    private static final Consent YES = new Consent(Optional.of(new Signer(Trust.UNSIGNED, "", "")), Working.LEAVE);

    @TempDir
    Path folder;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder);
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    private TestSite siteWith(String... versions) throws Exception {
        TestSite site = rig.site("site");
        for (String version : versions) {
            site.feature(Rig.FEATURE, version, "Acme", new AcmeJar(version));
        }
        return site;
    }

    private Plugin plugin() {
        return rig.installer().plugins().stream().filter(p -> p.id().equals(Rig.FEATURE)).findFirst().orElseThrow();
    }

    private Preflight apply(PluginChange change) throws Exception {
        return rig.installer().apply(change, YES, InstallMonitor.NONE);
    }

    @Test
    void aSiteListsWhatItOffersTheNewestFirst() throws Exception {
        TestSite site = siteWith("1.0.0", "1.1.0");
        List<PluginOffer> offers = rig.installer().offers(site.address(), InstallMonitor.NONE);
        assertEquals(List.of("1.1.0", "1.0.0"), offers.stream().map(PluginOffer::version).toList());
        PluginOffer newest = offers.getFirst();
        assertEquals("Acme", newest.name());
        assertEquals("Trades at Acme.", newest.description());
        assertEquals("Acme Ltd.", newest.provider());
        assertEquals(List.of("acme"), newest.brings().brokers());
    }

    @Test
    void anArchiveOffersTheSame() throws Exception {
        TestSite site = siteWith("1.0.0");
        List<PluginOffer> offers = rig.installer().offers(site.zip(folder.resolve("acme.zip")), InstallMonitor.NONE);
        assertEquals(List.of(Rig.FEATURE), offers.stream().map(PluginOffer::id).toList());
        apply(new PluginChange.Install(offers.getFirst()));
        assertEquals("1.0.0", plugin().version());
    }

    @Test
    void anInstalledBrokerConnectsAndNothingElseIsTouched() throws Exception {
        TestSite site = siteWith("1.0.0");
        rig.configure("acme", "a1");
        rig.eventsOfOthers("org.acme");
        Preflight done = apply(rig.install(site, "1.0.0"));
        rig.awaitConnected("a1");
        assertEquals(List.of("org.acme.gateway 1.0.0"), done.adds());
        assertEquals(Trust.UNSIGNED, done.signer().orElseThrow().trust());
        assertEquals(List.of(new BrokerId("a1")), plugin().brokers());
        assertEquals(List.of(), rig.eventsOfOthers("org.acme"));
        assertEquals(List.of("plugin.install {phase=asked, plugin=" + Rig.FEATURE + ", version=1.0.0, site="
                + site.address() + ", working=LEAVE, trusted=UNSIGNED}", "plugin.install {phase=done, plugin="
                + Rig.FEATURE + "}"), rig.changesWritten());
    }

    @Test
    void anUpdateReplacesTheGatewayAndRollingBackBringsItBack() throws Exception {
        TestSite site = siteWith("1.0.0", "1.1.0");
        rig.configure("acme", "a1");
        apply(rig.install(site, "1.0.0"));
        rig.awaitConnected("a1");
        rig.eventsOfOthers("org.acme");

        Preflight update = apply(rig.install(site, "1.1.0"));
        assertEquals(Optional.of("1.0.0"), update.from());
        assertEquals(List.of(new BrokerId("a1")), update.brokers());
        assertTrue(rig.awaitConnected("a1").state().isConnected());
        assertEquals("1.1.0", rig.bundle("org.acme.gateway").orElseThrow().getVersion().toString());
        assertEquals(List.of("1.0.0"), plugin().earlier());

        apply(new PluginChange.RollBack(Rig.FEATURE));
        rig.awaitConnected("a1");
        assertEquals("1.0.0", rig.bundle("org.acme.gateway").orElseThrow().getVersion().toString());
        assertEquals(List.of(), plugin().earlier());
        assertEquals(List.of(), rig.eventsOfOthers("org.acme"));
    }

    @Test
    void aVersionThatIsKeptIsTakenFromTheFolderEvenWhenTheSiteHasLostIt() throws Exception {
        TestSite site = siteWith("1.0.0", "1.1.0");
        apply(rig.install(site, "1.0.0"));
        apply(rig.install(site, "1.1.0"));
        PluginChange back = rig.install(site, "1.0.0");
        Files.delete(site.jar(AcmeJar.NAME, "1.0.0"));
        apply(back);
        assertEquals("1.0.0", plugin().version());
        assertEquals(List.of("1.1.0"), plugin().earlier());
    }

    @Test
    void aRemovedBrokerComesBackWithItsSettings() throws Exception {
        TestSite site = siteWith("1.0.0");
        rig.configure("acme", "a1");
        apply(rig.install(site, "1.0.0"));
        rig.awaitConnected("a1");
        apply(new PluginChange.Remove(Rig.FEATURE));
        assertTrue(rig.registry().broker(new BrokerId("a1")).isEmpty());
        assertTrue(rig.bundle("org.acme.gateway").isEmpty());
        assertTrue(rig.installer().plugins().isEmpty());
        apply(rig.install(site, "1.0.0"));
        assertEquals("Acme a1", rig.awaitConnected("a1").name());
    }

    @Test
    void aBrokerThatWasTurnedOffStaysOff() throws Exception {
        TestSite site = siteWith("1.0.0", "1.1.0");
        rig.configure("acme", "a1");
        apply(rig.install(site, "1.0.0"));
        BrokerConnection before = rig.awaitConnected("a1");
        before.disconnect();
        Await.until("it is off", () -> before.state().phase() == ConnectionPhase.DISCONNECTED);
        apply(rig.install(site, "1.1.0"));
        BrokerConnection after = rig.registry().broker(new BrokerId("a1")).orElseThrow();
        assertEquals(ConnectionPhase.DISCONNECTED, after.state().phase());
    }

    @Test
    void aVersionThatDoesNotStartLeavesTheOldOneRunning() throws Exception {
        TestSite site = siteWith("1.0.0");
        site.feature(Rig.FEATURE, "2.0.0", "Acme", new AcmeJar("2.0.0").broken());
        rig.configure("acme", "a1");
        apply(rig.install(site, "1.0.0"));
        rig.awaitConnected("a1");
        PluginChange update = rig.install(site, "2.0.0");
        InstallException refused = assertThrows(InstallException.class, () -> apply(update));
        assertTrue(refused.getMessage().contains("a1") || refused.getMessage().contains("org.acme"),
                refused.getMessage());
        rig.awaitConnected("a1");
        assertEquals("1.0.0", plugin().version());
        assertEquals("1.0.0", rig.bundle("org.acme.gateway").orElseThrow().getVersion().toString());
        String last = rig.changesWritten().getLast();
        assertTrue(last.startsWith("plugin.install {phase=done, plugin=" + Rig.FEATURE + ", problem="), last);
    }

    @Test
    void whatIsMissingIsSaidInOneSentenceBeforeAnythingChanges() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme",
                new AcmeJar("1.0.0").importing("org.jts.api.event;version=\"[2.0,3)\",com.acme.lib"));
        Preflight preflight = rig.installer().check(rig.install(site, "1.0.0"), InstallMonitor.NONE);
        assertFalse(preflight.isPossible());
        assertEquals(List.of(
                "org.acme.gateway needs org.jts.api with org.jts.api.event 2.x, this workstation has 1.0.0. Install a "
                + "version of the plug-in, or of the workstation, that fits.",
                "org.acme.gateway needs the package com.acme.lib (any version), which neither this workstation nor the "
                + "plug-in has. Ask its author for a plug-in that brings it."), preflight.problems());
        assertTrue(rig.bundle("org.acme.gateway").isEmpty());
    }

    @Test
    void aLibraryOfTheSameSiteComesAlong() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme",
                new AcmeJar("1.0.0").importing("com.acme.lib;version=\"[1.0,2)\""));
        site.bundle(new AcmeJar("1.2.0").named("org.acme.lib").ofType("").exporting("com.acme.lib;version=\"1.2.0\"")
                .with("com/acme/lib/readme.txt", "A library."));
        Preflight done = apply(rig.install(site, "1.0.0"));
        assertEquals(List.of("org.acme.gateway 1.0.0", "org.acme.lib 1.2.0"), done.adds());
        apply(new PluginChange.Remove(Rig.FEATURE));
        assertTrue(rig.bundle("org.acme.lib").isEmpty());
    }

    @Test
    void nobodyVouchesSoAYesIsNeeded() throws Exception {
        TestSite site = siteWith("1.0.0");
        PluginChange install = rig.install(site, "1.0.0");
        InstallException refused = assertThrows(InstallException.class, () -> rig.installer().apply(install,
                new Consent(Optional.empty(), Working.LEAVE), InstallMonitor.NONE));
        assertTrue(refused.getMessage().startsWith("The plug-in is not signed"), refused.getMessage());
        assertTrue(rig.bundle("org.acme.gateway").isEmpty());
    }

    @Test
    void whatWasChosenRunsAfterARestart() throws Exception {
        TestSite site = siteWith("1.0.0", "1.1.0");
        rig.configure("acme", "a1");
        apply(rig.install(site, "1.0.0"));
        apply(rig.install(site, "1.1.0"));
        rig.restart();
        rig.awaitConnected("a1");
        assertEquals("1.1.0", plugin().version());
        assertEquals(List.of("1.0.0"), plugin().earlier());
        apply(new PluginChange.RollBack(Rig.FEATURE));
        rig.awaitConnected("a1");
        assertEquals("1.0.0", plugin().version());
    }

    @Test
    void givingUpLeavesNothing() throws Exception {
        TestSite site = siteWith("1.0.0");
        PluginChange install = rig.install(site, "1.0.0");
        assertThrows(InterruptedException.class, () -> rig.installer().apply(install, YES,
                (step, share) -> !step.startsWith("Fetching")));
        assertTrue(rig.bundle("org.acme.gateway").isEmpty());
        assertTrue(rig.installer().plugins().isEmpty());
    }
}
