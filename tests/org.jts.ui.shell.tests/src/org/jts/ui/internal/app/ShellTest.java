package org.jts.ui.internal.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.keys.IBindingService;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountBook;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.time.TimeSource;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.Samples;
import org.jts.ui.internal.Preferences;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.internal.commands.Commands;
import org.jts.ui.kit.OnUi;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Palette.Convention;
import org.jts.ui.kit.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

class ShellTest {
    private static final Texts T = UiTexts.TEXTS;

    private final SWTBot bot = new SWTBot();

    @BeforeEach
    void theWindowIsThere() {
        OnUi.until("the window", () -> PlatformUI.getWorkbench().getWorkbenchWindowCount() > 0);
        OnUi.run(display -> window().getShell().forceActive());
    }

    @Test
    void theWindowHasItsTitleAndPerspective() {
        assertTrue(OnUi.get(() -> window().getShell().getText()).startsWith("JTS Workstation"));
        assertEquals(DefaultPerspective.ID, OnUi.get(() -> window().getActivePage().getPerspective().getId()));
    }

    @Test
    void darkAndLightAreSwitchedFromTheMenuAndRemembered() {
        choose(T.get("menu.theme"), T.get("menu.theme.dark"));
        OnUi.until("the dark palette", () -> Palette.of(OnUi.display()).dark());
        choose(T.get("menu.theme"), T.get("menu.theme.light"));
        OnUi.until("the light palette", () -> !Palette.of(OnUi.display()).dark());
        assertFalse(OnUi.get(Themes::isDark));
    }

    @Test
    void whatNoStyleSheetColoursIsLightAgainAfterTheDark() {
        Color before = OnUi.get(() -> OnUi.display().getSystemColor(SWT.COLOR_LIST_BACKGROUND));
        choose(T.get("menu.theme"), T.get("menu.theme.dark"));
        OnUi.until("the dark palette", () -> Palette.of(OnUi.display()).dark());
        choose(T.get("menu.theme"), T.get("menu.theme.light"));
        OnUi.until("the light palette", () -> !Palette.of(OnUi.display()).dark());
        assertEquals(before, OnUi.get(() -> OnUi.display().getSystemColor(SWT.COLOR_LIST_BACKGROUND)));
    }

    @Test
    void theColourOfARisingPriceIsAChoice() {
        Palette korean = OnUi.get(() -> Palette.of(OnUi.display()));
        choose(T.get("menu.theme"), T.get("menu.theme.western"));
        OnUi.until("green rises", () -> !Palette.of(OnUi.display()).up().equals(korean.up()));
        assertEquals(Convention.WESTERN, OnUi.get(Themes::convention));
        choose(T.get("menu.theme"), T.get("menu.theme.korean"));
        OnUi.until("red rises", () -> Palette.of(OnUi.display()).up().equals(korean.up()));
    }

    @Test
    void anotherLanguageIsRememberedAndARestartOffered() {
        choose(T.get("menu.language"), Locale.KOREAN.getDisplayLanguage(Locale.KOREAN));
        Texts korean = Texts.of(UiTexts.class, Locale.KOREAN);
        bot.shell(korean.get("language.title")).activate();
        bot.button(korean.get("language.restart.later")).click();
        assertEquals("ko", Preferences.node().get("language", ""));
        OnUi.run(display -> Language.choose(Locale.ENGLISH));
        assertEquals("en", Preferences.node().get("language", ""));
    }

    @Test
    void theImportHasAKey() {
        String key = OnUi.get(() -> {
            var command = window().getService(ICommandService.class).getCommand(Commands.IMPORT_CANDLES);
            assertTrue(command.isHandled(), "expected a handler");
            return window().getService(IBindingService.class).getBestActiveBindingFor(Commands.IMPORT_CANDLES)
                    .format();
        });
        assertTrue(key.endsWith("I"), key);
    }

    @Test
    void theStatusLineShowsClockAlertsAndThatItIsPaper() {
        FakeTime time = new FakeTime();
        FakeEventLog log = new FakeEventLog(time);
        FakeAccountBook accounts = new FakeAccountBook();
        var services = new ServiceRegistration<?>[] { register(TimeSource.class, time), register(EventLog.class, log),
                register(AccountBook.class, accounts)};
        try {
            OnUi.until("the clock of Seoul", () -> text("status.clock").equals("10:00:00 KST"));
            log.publish(Severity.ERROR, "test", Optional.empty(), "Something failed", "");
            log.publish(Severity.INFO, "test", Optional.empty(), "Something else did not", "");
            OnUi.until("one alert", () -> text("status.alerts").equals("⚠ 1"));
            accounts.put(new AccountSnapshot(new AccountKey(new BrokerId("fake"), Samples.ACCOUNT),
                    Samples.paperAccount(Samples.ACCOUNT), List.of(), List.of(), Optional.empty(),
                    Optional.empty()));
            OnUi.until("the paper badge", () -> text("status.badge").equals(T.get("status.paper")));
        } finally {
            for (ServiceRegistration<?> service : services) {
                service.unregister();
            }
        }
        OnUi.until("no badge without accounts", () -> text("status.badge").isEmpty());
    }

    private <S> ServiceRegistration<S> register(Class<S> type, S service) {
        return FrameworkUtil.getBundle(ShellTest.class).getBundleContext().registerService(type, service, null);
    }

    private void choose(String menu, String item) {
        bot.menu(menu.replace("&", "")).menu(item.replace("&", "")).click();
    }

    private String text(String id) {
        return bot.clabelWithId(id).getText();
    }

    private static IWorkbenchWindow window() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0];
    }
}
