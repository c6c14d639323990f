package org.jts.ui.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.jts.api.install.Brings;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Signer;
import org.jts.testkit.FakeInstaller;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PluginsControlTest {

    private static final Path ARCHIVE = Path.of("acme.zip").toAbsolutePath();
    private static final URI SITE = ARCHIVE.toUri();

    private final FakeInstaller installer = new FakeInstaller();
    private ViewStage stage;
    private PluginsControl view;

    @BeforeEach
    void open() {
        stage = new ViewStage(1000, 320);
        view = new PluginsControl(stage.shell(), installer);
        stage.open();
    }

    @AfterEach
    void close() {
        view.dispose();
        stage.close();
    }

    private void offer(String version) {
        installer.offer(new PluginOffer(SITE, "org.acme.feature", version, "Acme", "Trades at Acme.", "Acme Ltd.",
                new Brings(List.of("acme"), List.of(), List.of())));
    }

    private Table table() {
        return (Table) stage.find("plugins.table").orElseThrow();
    }

    private Button button(String key) {
        return (Button) stage.find(key).orElseThrow();
    }

    private String status() {
        return ((Label) stage.find("plugins.status").orElseThrow()).getText();
    }

    private void read() {
        view.open(ARCHIVE);
        stage.until("the archive is read", () -> table().getItemCount() == 1);
        stage.until("the work is done", () -> !button("plugins.cancel").getEnabled());
        select();
    }

    private void select() {
        table().setSelection(0);
        table().notifyListeners(SWT.Selection, new Event());
    }

    /** Presses a button that opens the dialog, and does this there. */
    private void change(String key, Runnable inDialog) {
        stage.whenOpen(() -> stage.find("plugins.change.cancel").isPresent(), inDialog);
        stage.click(button(key));
        stage.until("the change is made or given up", () -> !button("plugins.cancel").getEnabled()
                && stage.find("plugins.change.cancel").isEmpty());
    }

    private void agree() {
        Button trust = button("plugins.change.trust");
        assertFalse(button("plugins.change.ok").getEnabled());
        trust.setSelection(true);
        trust.notifyListeners(SWT.Selection, new Event());
        stage.shot("plugins-change");
        stage.click(button("plugins.change.ok"));
    }

    @Test
    void anArchiveShowsWhatItOffersAndInstallsAfterAYes() {
        offer("1.0.0");
        read();
        assertEquals("Acme", table().getItem(0).getText(0));
        assertEquals("", table().getItem(0).getText(1));
        assertEquals("1.0.0", table().getItem(0).getText(2));
        assertEquals("not signed", table().getItem(0).getText(3));
        assertTrue(((Text) stage.find("plugins.detail").orElseThrow()).getText().contains("nobody vouches for it"));
        assertFalse(button("plugins.remove").getEnabled());
        assertFalse(((ProgressBar) stage.find("plugins.progress").orElseThrow()).getVisible());
        change("plugins.install", this::agree);
        stage.until("it is installed", () -> table().getItem(0).getText(1).equals("1.0.0"));
        assertEquals("Acme 1.0.0 is installed. Set it up with Brokers > Add broker…", status());
        assertEquals(List.of(new Consent(Optional.of(new Signer(Signer.Trust.UNSIGNED, "", "")), Working.LEAVE)),
                installer.consents());
        select();
        assertFalse(button("plugins.install").getEnabled());
        stage.shot("plugins");
    }

    @Test
    void aTrustedUpdateIsTakenBackAndRemoved() {
        offer("1.1.0");
        offer("1.0.0");
        installer.signedBy(new Signer(Signer.Trust.TRUSTED, "CN=Acme Ltd.", "AA:BB"));
        read();
        change("plugins.install", () -> stage.click(button("plugins.change.ok")));
        assertEquals("1.1.0", table().getItem(0).getText(1));
        select();
        assertFalse(button("plugins.rollBack").getEnabled());
        change("plugins.remove", () -> stage.click(button("plugins.change.ok")));
        stage.until("it is gone", () -> table().getItem(0).getText(1).isEmpty());
        assertEquals("Acme 1.1.0 is removed.", status());
        select();
        assertEquals("Removed; can be taken back", table().getItem(0).getText(5));
        change("plugins.rollBack", () -> stage.click(button("plugins.change.ok")));
        stage.until("it is back", () -> table().getItem(0).getText(1).equals("1.1.0"));
    }

    @Test
    void whoSignedWhatIsFarAwayIsFoundOutWhenItIsAskedFor() throws Exception {
        URI far = URI.create("https://acme.example/site/");
        installer.offer(new PluginOffer(far, "org.acme.feature", "1.0.0", "Acme", "", "", new Brings(List.of("acme"),
                List.of(), List.of())));
        installer.signedBy(new Signer(Signer.Trust.UNKNOWN, "O=Acme, CN=Acme Ltd.", "AA:BB"));
        installer.addSite(far);
        stage.click(button("plugins.read"));
        stage.until("the site is read", () -> table().getItemCount() == 1
                && !button("plugins.cancel").getEnabled());
        assertEquals("", table().getItem(0).getText(3));
        select();
        stage.click(button("plugins.signer"));
        stage.until("it was looked at", () -> table().getItem(0).getText(3).equals("Acme Ltd. (unknown)"));
    }

    @Test
    void whatCannotBeDoneIsSaidAndOffersNoWayOn() {
        offer("1.0.0");
        installer.problems("org.acme.gateway needs org.jts.api 2.x, this workstation has 1.4.");
        read();
        change("plugins.install", () -> {
            assertTrue(((Label) stage.find("plugins.change.problems").orElseThrow()).getText()
                    .contains("needs org.jts.api 2.x, this workstation has 1.4."));
            assertTrue(stage.find("plugins.change.ok").isEmpty());
            stage.shot("plugins-problems");
            stage.click(button("plugins.change.cancel"));
        });
        assertEquals("", table().getItem(0).getText(1));
        assertEquals(List.of(), installer.consents());
    }

    @Test
    void aVersionIsShownAsBrieflyAsTellsItFromTheOther() {
        assertEquals("1.0.0", PluginWords.brief("1.0.0.202611211432", ""));
        assertEquals("1.1.0", PluginWords.brief("1.1.0.202611211432", "1.0.0.202611211331"));
        assertEquals("1.0.0.202611211432", PluginWords.brief("1.0.0.202611211432", "1.0.0.202611211331"));
        assertEquals("1.0.0", PluginWords.brief("1.0.0.202611211432", "1.0.0.202611211432"));
        assertEquals("built-in", PluginWords.brief("built-in", "1.0.0.1"));
    }

    @Test
    void givingUpInTheDialogChangesNothing() {
        offer("1.0.0");
        read();
        change("plugins.install", () -> stage.click(button("plugins.change.cancel")));
        assertEquals("", table().getItem(0).getText(1));
    }

    @Test
    void anAddressOfASiteIsOneThatCanBeRead() {
        assertTrue(SiteText.parse("https://plugins.example.com/jts/").isPresent());
        assertTrue(SiteText.parse("file:/site/").isPresent());
        for (String wrong : List.of("", "plugins.example.com", "ftp://x", "https://", "not an address")) {
            assertTrue(SiteText.parse(wrong).isEmpty(), wrong);
        }
    }
}
