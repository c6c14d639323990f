package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;
import org.jts.api.time.TimeSource;
import org.jts.install.internal.run.Pace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

import com.sun.net.httpserver.HttpServer;

/** Who vouches for a plug-in, what a site may be, and what damage does. */
final class SafetyOSGiTest {

    private static final Consent YES = new Consent(Optional.of(new Signer(Trust.UNSIGNED, "", "")), Working.LEAVE);
    private static final Consent NO = new Consent(Optional.empty(), Working.LEAVE);

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

    private Path signed(String version) throws Exception {
        Path keys = folder.resolve("keys.p12");
        if (Files.notExists(keys)) {
            tool("keytool", "-genkeypair", "-alias", "acme", "-keyalg", "EC", "-dname", "CN=Acme Ltd.", "-validity",
                    "3650", "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", "secret");
        }
        Path jar = folder.resolve("signed-" + version + ".jar");
        new AcmeJar(version).write(jar);
        tool("jarsigner", "-keystore", keys.toString(), "-storepass", "secret", jar.toString(), "acme");
        return jar;
    }

    private static void tool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", name)
                .toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), name);
        assertEquals(0, process.exitValue(), said);
    }

    @Test
    void aSignerIsAskedForOnceAndTrustedFromThenOn() throws Exception {
        TestSite site = rig.site("site").signedFeature(Rig.FEATURE, "1.0.0", "Acme", signed("1.0.0"))
                .signedFeature(Rig.FEATURE, "1.1.0", "Acme", signed("1.1.0"));
        PluginChange install = rig.install(site, "1.0.0");
        InstallException refused = assertThrows(InstallException.class, () -> rig.installer().apply(install, NO,
                InstallMonitor.NONE));
        assertTrue(refused.getMessage().startsWith("The plug-in is signed by \"CN=Acme Ltd.\""), refused.getMessage());
        assertThrows(InstallException.class, () -> rig.installer().apply(install, YES, InstallMonitor.NONE),
                "a yes to somebody else");
        Optional<Signer> shown = rig.installer().check(install, InstallMonitor.NONE).signer();
        assertEquals(Trust.UNKNOWN, rig.installer().apply(install, new Consent(shown, Working.LEAVE),
                InstallMonitor.NONE).signer().orElseThrow().trust());
        Preflight update = rig.installer().apply(rig.install(site, "1.1.0"), NO, InstallMonitor.NONE);
        assertEquals(Trust.TRUSTED, update.signer().orElseThrow().trust());
    }

    @Test
    void aJarThatWasChangedAfterItWasSignedIsRefusedWhateverIsSaid() throws Exception {
        Path jar = signed("1.0.0");
        Path changed = folder.resolve("changed.jar");
        Changed.copy(jar, changed, "OSGI-INF/gateway.xml");
        Path again = Files.copy(changed, folder.resolve("again.jar"));
        TestSite site = rig.site("site").signedFeature(Rig.FEATURE, "1.0.0", "Acme", changed);
        PluginChange install = rig.install(site, "1.0.0");
        InstallException refused = assertThrows(InstallException.class, () -> rig.installer().apply(install, YES,
                InstallMonitor.NONE));
        assertTrue(refused.getMessage().contains("OSGI-INF/gateway.xml"), refused.getMessage());
        InstallException looked = assertThrows(InstallException.class, () -> new Signatures(Set.of(),
                new Pace(rig.service(TimeSource.class), "0")).of(
                List.of(again)));
        assertTrue(looked.getMessage().contains("is not as it was signed"), looked.getMessage());
        assertTrue(rig.bundle(AcmeJar.NAME).isEmpty());
    }

    @Test
    void aJarThatDiffersFromItsCheckSumIsNotFetched() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"));
        PluginChange install = rig.install(site, "1.0.0");
        Path jar = site.jar(AcmeJar.NAME, "1.0.0");
        new AcmeJar("1.0.0").with("more.txt", "Slipped in.").write(jar);
        InstallException refused = assertThrows(InstallException.class, () -> rig.installer().apply(install, YES,
                InstallMonitor.NONE));
        assertTrue(refused.getMessage().contains("cannot be fetched"), refused.getMessage());
        assertTrue(rig.bundle(AcmeJar.NAME).isEmpty());
    }

    @Test
    void aSiteOverHttpIsReadFromThisMachineOnly() throws Exception {
        rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = folder.resolve("site").resolve(exchange.getRequestURI().getPath().substring(1));
            boolean isThere = Files.isRegularFile(file);
            byte[] body = isThere && exchange.getRequestMethod().equals("GET") ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(isThere ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            PluginOffer offer = rig.installer().offers(address, InstallMonitor.NONE).getFirst();
            rig.installer().apply(new PluginChange.Install(offer), YES, InstallMonitor.NONE);
            assertEquals("1.0.0", rig.installer().plugins().getFirst().version());
        } finally {
            server.stop(0);
        }
        for (String bad : List.of("http://example.com/", "ftp://example.com/", "https://u:p@example.com/", "site")) {
            InstallException refused = assertThrows(InstallException.class, () -> rig.installer().addSite(
                    URI.create(bad)));
            assertTrue(refused.getMessage().startsWith("Expected an address"), refused.getMessage());
            assertTrue(!refused.getMessage().contains("u:p"), refused.getMessage());
        }
    }

    @Test
    void theEndOfTheProgramDoesNotWaitForASiteThatIsSilent() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            PluginInstaller installer = rig.installer();
            FutureTask<List<PluginOffer>> reading = new FutureTask<>(() -> installer.offers(address,
                    InstallMonitor.NONE));
            Thread.ofVirtual().start(reading);
            assertTrue(asked.await(20, TimeUnit.SECONDS), "the site is asked");
            long begun = System.nanoTime();
            rig.bundle("org.jts.install").orElseThrow().stop();
            assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(20), "the site would be waited for 30 s");
            ExecutionException ended = assertThrows(ExecutionException.class, () -> reading.get(20, TimeUnit.SECONDS));
            assertTrue(ended.getCause() instanceof InterruptedException, ended.toString());
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    @Test
    void whoSignedAnOfferIsKnownBeforeAnythingIsInstalled() throws Exception {
        TestSite site = rig.site("site").signedFeature(Rig.FEATURE, "1.0.0", "Acme", signed("1.0.0"));
        site.feature("org.other.feature", "1.0.0", "Other",
                new AcmeJar("1.0.0").named("org.acme.other").ofType("other"));
        Signer signer = rig.installer().signer(rig.offer(site, "1.0.0"), InstallMonitor.NONE);
        assertEquals(Trust.UNKNOWN, signer.trust());
        assertTrue(signer.name().startsWith("CN="), signer.name());
        PluginOffer other = rig.installer().offers(site.address(), InstallMonitor.NONE).stream()
                .filter(offer -> offer.id().equals("org.other.feature")).findFirst().orElseThrow();
        assertEquals(Trust.UNSIGNED, rig.installer().signer(other, InstallMonitor.NONE).trust());
        assertTrue(rig.bundle(AcmeJar.NAME).isEmpty() && Files.notExists(folder.resolve("plugins/store")),
                "nothing is installed or kept");
    }

    @Test
    void aNameThatWouldLeaveItsFolderIsRefused() throws Exception {
        TestSite site = rig.site("site");
        Path jar = folder.resolve("evil.jar");
        new AcmeJar("1.0.0").write(jar);
        site.signedFeature(Rig.FEATURE, "1.0.0", "Acme", jar, "../../evil");
        PluginChange install = rig.install(site, "1.0.0");
        InstallException refused = assertThrows(InstallException.class, () -> rig.installer().apply(install, YES,
                InstallMonitor.NONE));
        assertTrue(refused.getMessage().contains("../../evil"), refused.getMessage());
        assertTrue(Files.notExists(folder.resolve("plugins/evil_1.0.0.jar")));
    }

    @Test
    void whatIsNoSiteIsSaidToBeNone() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip at all");
        for (Path path : List.of(empty, text, folder.resolve("nowhere.zip"))) {
            assertThrows(InstallException.class, () -> rig.installer().offers(path.toUri(), InstallMonitor.NONE),
                    path.toString());
        }
    }

    @Test
    void aDamagedReleaseGivesWayToTheOneBefore() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"))
                .feature(Rig.FEATURE, "1.1.0", "Acme", new AcmeJar("1.1.0"));
        rig.installer().apply(rig.install(site, "1.0.0"), YES, InstallMonitor.NONE);
        rig.installer().apply(rig.install(site, "1.1.0"), YES, InstallMonitor.NONE);
        Path jar = folder.resolve("plugins/store/" + Rig.FEATURE + "_1.1.0/" + AcmeJar.NAME + "_1.1.0.jar");
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 1;
        Files.write(jar, bytes);
        rig.restart();
        assertEquals("1.0.0", rig.installer().plugins().getFirst().version());
        assertTrue(rig.log.notices().stream().anyMatch(notice -> notice.detail()
                .contains("is not as it was installed")));
    }

    @Test
    void aListOfPluginsThatCannotBeReadIsSaidAndLeftAsItIs() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"));
        rig.installer().apply(rig.install(site, "1.0.0"), YES, InstallMonitor.NONE);
        Path list = folder.resolve("plugins/plugins.properties");
        Files.writeString(list, "sites = not\\u00zz an address");
        rig.restart();
        assertTrue(rig.installer().plugins().isEmpty());
        assertTrue(rig.log.notices().stream().anyMatch(notice -> notice.detail().contains("Mend the file")));
        assertTrue(Files.exists(folder.resolve("plugins/store/" + Rig.FEATURE + "_1.0.0")));
        assertEquals("sites = not\\u00zz an address", Files.readString(list));
    }

    @Test
    void aFullDiskLeavesEverythingAsItWas() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"));
        PluginChange install = rig.install(site, "1.0.0");
        Path next = Files.createDirectories(folder.resolve("plugins/plugins.properties.next"));
        InstallException refused = assertThrows(InstallException.class, () -> rig.installer().apply(install, YES,
                InstallMonitor.NONE));
        assertTrue(refused.getMessage().contains("Nothing was changed"), refused.getMessage());
        assertTrue(rig.bundle(AcmeJar.NAME).filter(b -> b.getState() == Bundle.ACTIVE).isEmpty());
        Files.delete(next);
        rig.installer().apply(install, YES, InstallMonitor.NONE);
        assertEquals("1.0.0", rig.installer().plugins().getFirst().version());
    }
}
