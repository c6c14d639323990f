package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.event.Notice;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.Plugin.Origin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

final class WatchedFolderOSGiTest {

    private static final Consent YES = new Consent(Optional.of(new Signer(Trust.UNSIGNED, "", "")), Working.LEAVE);
    private static final String LIBRARY = "com.acme.lib";

    @TempDir
    Path folder;
    private Path watched;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        watched = Files.createDirectory(folder.resolve("watched-jars"));
        rig = new Rig(folder, Optional.of(watched));
        rig.configure("acme", "a1");
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    /** As a build tool does that writes elsewhere first. */
    private void drop(String file, AcmeJar jar) throws IOException {
        Path made = Files.createTempFile(folder, "made", ".tmp");
        jar.write(made);
        Files.move(made, watched.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private Optional<String> version() {
        try {
            return rig.context.getServiceReferences(BrokerGateway.class, "(broker.id=a1)").stream()
                    .map(ServiceReference::getProperties).map(all -> (String) all.get("acme.version")).findFirst();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitVersion(String version) {
        Await.until("a1 runs in version " + version + ", found " + version() + "; " + said(),
                () -> version().equals(Optional.of(version)));
        rig.awaitConnected("a1");
    }

    private List<Bundle> acme() {
        return Arrays.stream(rig.context.getBundles()).filter(b -> AcmeJar.NAME.equals(b.getSymbolicName())).toList();
    }

    private String said() {
        return String.join("\n", rig.log.notices().stream().map(n -> n.text() + " " + n.detail()).toList());
    }

    private void awaitSaid(String part) {
        Await.until("\"" + part + "\" is said", () -> said().contains(part));
    }

    private Optional<Plugin> plugin() {
        return rig.installer().plugins().stream().filter(p -> p.origin() == Origin.WATCHED).findFirst();
    }

    @Test
    void aJarStartsWhenDroppedInIsReplacedWhenUpdatedAndStopsWhenDeleted() throws Exception {
        rig.eventsOfOthers("org.acme");
        drop("acme.jar", new AcmeJar("1.0.0"));
        awaitVersion("1.0.0");
        Await.until("it is listed", () -> plugin().isPresent());
        assertEquals(List.of(new BrokerId("a1")), plugin().orElseThrow().brokers());
        assertEquals(AcmeJar.NAME, plugin().orElseThrow().id());
        drop("acme.jar", new AcmeJar("1.1.0"));
        awaitVersion("1.1.0");
        Files.delete(watched.resolve("acme.jar"));
        Await.until("a1 is gone", () -> rig.registry().broker(new BrokerId("a1")).isEmpty());
        Await.until("nothing of it is left", () -> acme().isEmpty() && plugin().isEmpty());
        awaitSaid("stopped: acme.jar is not in the watched folder any more");
        assertEquals(List.of(), rig.eventsOfOthers("org.acme"), "what happened to other bundles");
    }

    @Test
    void aJarThatIsBuiltAnewInTheSameVersionIsTaken() throws Exception {
        drop("acme.jar", new AcmeJar("1.0.0"));
        awaitVersion("1.0.0");
        Bundle first = acme().getFirst();
        drop("acme.jar", new AcmeJar("1.0.0").with("more.txt", "something new"));
        Await.until("another one runs", () -> acme().stream().anyMatch(b -> b != first && b.getResource("more.txt")
                != null) && first.getState() == Bundle.UNINSTALLED);
        awaitVersion("1.0.0");
        assertEquals(1, acme().size());
    }

    @Test
    void aHalfWrittenJarIsLeftUntilItIsWhole() throws Exception {
        Path made = folder.resolve("made.jar");
        new AcmeJar("1.0.0").write(made);
        byte[] all = Files.readAllBytes(made);
        Files.write(watched.resolve("acme.jar"), Arrays.copyOf(all, all.length / 2));
        awaitSaid("acme.jar is no jar that is whole");
        assertTrue(acme().isEmpty());
        Files.write(watched.resolve("acme.jar"), all);
        awaitVersion("1.0.0");

        new AcmeJar("1.1.0").write(made);
        byte[] next = Files.readAllBytes(made);
        Files.write(watched.resolve("acme.jar"), Arrays.copyOf(next, next.length / 2));
        Await.until("it is said a second time", () -> rig.log.notices().stream()
                .filter(n -> n.text().contains("is no jar that is whole")).count() == 2);
        assertEquals(Optional.of("1.0.0"), version(), "the version before goes on meanwhile");
        Files.write(watched.resolve("acme.jar"), next);
        awaitVersion("1.1.0");
    }

    @Test
    void whatAJarNeedsIsSaidAndItRunsOnceThatIsThere() throws Exception {
        drop("acme.jar", new AcmeJar("1.0.0").importing(LIBRARY));
        awaitSaid("acme.jar does not run");
        assertTrue(said().contains("org.acme.gateway needs the package com.acme.lib"), said());
        drop("lib.jar", library("1.0.0"));
        awaitVersion("1.0.0");

        Bundle before = acme().getFirst();
        drop("lib.jar", library("1.1.0"));
        Await.until("what is wired to the library starts anew with it", () -> acme().size() == 1
                && acme().getFirst() != before && version().isPresent());
        rig.awaitConnected("a1");
        Files.delete(watched.resolve("lib.jar"));
        awaitSaid("lib.jar is gone, but what it was still runs");
        Files.delete(watched.resolve("acme.jar"));
        Await.until("both are gone", () -> acme().isEmpty() && rig.bundle("org.acme.lib").isEmpty());
    }

    private static AcmeJar library(String version) {
        return new AcmeJar(version).named("org.acme.lib").ofType("").exporting(LIBRARY + ";version=\"1.0.0\"")
                .with("com/acme/lib/readme.txt", "A library.");
    }

    @Test
    void oneThatDoesNotRunKeepsTheOthersFromNothing() throws Exception {
        drop("bad.jar", new AcmeJar("1.0.0").named("org.acme.bad").ofType("").importing("com.acme.nowhere"));
        drop("acme.jar", new AcmeJar("1.0.0"));
        awaitVersion("1.0.0");
        awaitSaid("bad.jar does not run");
    }

    @Test
    void aVersionThatDoesNotStartLeavesTheOneBefore() throws Exception {
        drop("acme.jar", new AcmeJar("1.0.0"));
        awaitVersion("1.0.0");
        drop("acme.jar", new AcmeJar("1.1.0").broken());
        awaitSaid("acme.jar does not run");
        awaitVersion("1.0.0");
        drop("acme.jar", new AcmeJar("1.2.0"));
        awaitVersion("1.2.0");
    }

    @Test
    void itStandsInForThePluginThatWasInstalledAndGivesItsPlaceBack() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"));
        rig.installer().apply(rig.install(site, "1.0.0"), YES, InstallMonitor.NONE);
        rig.awaitConnected("a1");
        drop("acme.jar", new AcmeJar("1.0.0").with("more.txt", "of the same version"));
        Await.until("it stands in", () -> plugin().isPresent());
        rig.awaitConnected("a1");
        assertEquals(1, acme().stream().filter(b -> b.getState() == Bundle.ACTIVE || b.getState() == Bundle.STARTING)
                .count());
        InstallException refused = assertThrows(InstallException.class, () -> rig.installer().apply(
                new PluginChange.Remove(Rig.FEATURE), YES, InstallMonitor.NONE));
        assertTrue(refused.getMessage().contains("stands in for it"), refused.getMessage());
        Files.delete(watched.resolve("acme.jar"));
        Await.until("the installed one is back", () -> plugin().isEmpty() && acme().size() == 1);
        awaitVersion("1.0.0");
        rig.installer().apply(new PluginChange.Remove(Rig.FEATURE), YES, InstallMonitor.NONE);
        assertTrue(acme().isEmpty());
    }

    @Test
    void itIsDeletedWhileAnotherBrokerTrades() throws Exception {
        drop("acme.jar", new AcmeJar("1.0.0"));
        awaitVersion("1.0.0");
        try (Neighbour neighbour = new Neighbour(rig)) {
            Await.until("orders go", () -> neighbour.sent() > 100);
            rig.eventsOfOthers("org.acme");
            Files.delete(watched.resolve("acme.jar"));
            Await.until("it is gone", () -> acme().isEmpty());
            int then = neighbour.sent();
            Await.until("orders go on", () -> neighbour.sent() > then + 100);
            assertEquals(0, neighbour.lost());
            assertEquals(List.of(), rig.eventsOfOthers("org.acme"));
        }
    }

    @Test
    void aPartOfTheWorkstationIsNotSwapped() throws Exception {
        drop("time.jar", new AcmeJar("9.0.0").named("org.jts.time").ofType(""));
        awaitSaid("org.jts.time is a part of the workstation itself");
        assertEquals(1, Arrays.stream(rig.context.getBundles()).filter(b -> "org.jts.time".equals(b.getSymbolicName()))
                .count());
    }

    @Test
    void twoOfOneKindAreToldApart() throws Exception {
        drop("acme.jar", new AcmeJar("1.0.0"));
        awaitVersion("1.0.0");
        drop("other.jar", new AcmeJar("1.0.0").named("org.acme.other"));
        awaitSaid("Brokers of the kind \"acme\" are made by org.acme.gateway already");
        drop("twin.jar", new AcmeJar("1.1.0"));
        awaitSaid("acme.jar and twin.jar are the same bundle, org.acme.gateway");
        TestSite site = rig.site("site").feature(Rig.FEATURE, "2.0.0", "Acme", new AcmeJar("2.0.0")
                .named("org.acme.third"));
        assertEquals(List.of("Brokers of the kind \"acme\" are made by org.acme.gateway already. Remove that plug-in "
                + "first, or give the kind another name."),
                rig.installer().check(rig.install(site, "2.0.0"), InstallMonitor.NONE).problems());
    }

    @Test
    void aFolderThatGoesAwayStopsNothing() throws Exception {
        drop("acme.jar", new AcmeJar("1.0.0"));
        awaitVersion("1.0.0");
        Path aside = folder.resolve("aside");
        Files.move(watched, aside);
        awaitSaid("The watched folder " + watched + " cannot be read");
        assertEquals(Optional.of("1.0.0"), version());
        Files.move(aside, watched);
        drop("acme.jar", new AcmeJar("1.1.0"));
        awaitVersion("1.1.0");
    }

    @Test
    void whatRanIsGoneAfterTheEndAndRunsAgainAfterTheNextStart() throws Exception {
        drop("acme.jar", new AcmeJar("1.0.0"));
        awaitVersion("1.0.0");
        rig.restart();
        awaitVersion("1.0.0");
        assertEquals(1, acme().size());
        Files.delete(watched.resolve("acme.jar"));
        Await.until("it is gone", () -> acme().isEmpty());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // it has no such permissions
    void aFolderIntoWhichEverybodyMayWriteIsNotWatched() throws Exception {
        Files.setPosixFilePermissions(watched, PosixFilePermissions.fromString("rwxrwxrwx"));
        rig.restart();
        assertTrue(said().contains("Everybody on this machine may write to the folder"), said());
        drop("acme.jar", new AcmeJar("1.0.0"));
        assertEquals(Optional.empty(), version());
        Files.setPosixFilePermissions(watched, PosixFilePermissions.fromString("rwxr-xr-x"));
        awaitVersion("1.0.0");
        Files.setPosixFilePermissions(watched, PosixFilePermissions.fromString("rwxrwxrwx"));
        Await.until("it is said again", () -> rig.log.notices().stream().map(Notice::text)
                .filter(text -> text.startsWith("Everybody on this machine")).count() >= 2);
        assertEquals(Optional.of("1.0.0"), version(), "what runs goes on");
    }
}
