package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.jts.api.install.Brings;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Signer;
import org.jts.console.internal.ConsoleFixture.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands about plug-ins, through a real Gogo session. */
final class PluginCommandsOSGiTest {

    private static final URI SITE = URI.create("file:/site/");

    private ConsoleFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ConsoleFixture();
        for (String version : List.of("1.1.0", "1.0.0")) {
            fixture.installer.offer(new PluginOffer(SITE, "org.acme.feature", version, "Acme", "Trades at Acme.",
                    "Acme Ltd.", new Brings(List.of("acme"), List.of("org.acme.depth"), List.of("acme"))));
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSiteListsWhatItHasAndWhatOfItIsHere() {
        assertEquals(Console.OK, fixture.run("plugin:install file:/site/ org.acme.feature 1.0.0 --trust").status());
        Result offers = fixture.run("plugin:offers file:/site/ --json");
        assertTrue(offers.out().startsWith("{\"id\":\"org.acme.feature\",\"version\":\"1.1.0\",\"name\":\"Acme\","
                + "\"provider\":\"Acme Ltd.\",\"brings\":[\"broker acme\",\"view org.acme.depth\",\"commands acme\"],"
                + "\"here\":\"1.0.0\",\"site\":\"file:/site/\",\"description\":\"Trades at Acme.\"}"), offers.out());
    }

    @Test
    void sitesThatWereAddedAreLookedAtTogether() {
        assertEquals(Console.FAILED, fixture.run("plugin:sites add ftp://somewhere").status());
        assertEquals("file:/site/", fixture.run("plugin:sites add file:/site/").out().lines().toList().get(1));
        assertTrue(fixture.run("plugin:offers").out().contains("org.acme.feature"));
        assertEquals("No site is known. Add one with plugin:sites add ADDRESS.",
                fixture.run("plugin:sites remove file:/site/").out().strip());
        assertEquals(Console.USAGE, fixture.run("plugin:sites forget file:/site/").status());
    }

    @Test
    void anInstalledPluginIsUpdatedRolledBackAndRemoved() {
        assertEquals(Console.OK, fixture.run("plugin:install file:/site/ org.acme.feature 1.0.0 --trust").status());
        Result update = fixture.run("plugin:install file:/site/ org.acme.feature --trust --cancel-working");
        assertTrue(update.out().contains("1.1.0"), update.out());
        assertEquals(new Consent(Optional.of(new Signer(Signer.Trust.UNSIGNED, "", "")), Working.CANCEL),
                fixture.installer.consents().getLast());
        assertTrue(fixture.run("plugin:list").out().contains("1.1.0"));
        fixture.run("plugin:rollback org.acme.feature");
        assertTrue(fixture.run("plugin:list").out().contains("1.0.0"));
        assertTrue(fixture.run("plugin:list --json").out().contains("\"state\":\"runs\""));
        fixture.run("plugin:remove org.acme.feature");
        assertTrue(fixture.run("plugin:list --json").out().contains("\"state\":\"removed\""));
        fixture.run("plugin:rollback org.acme.feature");
        assertTrue(fixture.run("plugin:list --json").out().contains("\"state\":\"runs\""));
    }

    @Test
    void whyItCannotBeDoneIsAnErrorAndChangesNothing() {
        Result refused = fixture.run("plugin:install file:/site/ org.acme.feature");
        assertEquals(Console.FAILED, refused.status());
        assertTrue(refused.err().contains("not signed"), refused.err());
        fixture.installer.problems("org.acme.gateway needs org.jts.api 2.x, this workstation has 1.4.");
        Result checked = fixture.run("plugin:check file:/site/ org.acme.feature");
        assertEquals(Console.FAILED, checked.status());
        assertTrue(checked.err().contains("needs org.jts.api 2.x, this workstation has 1.4."), checked.err());
        assertEquals("No plug-in is there.", fixture.run("plugin:list").out().strip());
        assertEquals(Console.FAILED, fixture.run("plugin:check file:/site/ org.acme.feature 9.9.9").status());
    }
}
