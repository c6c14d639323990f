package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.Setting;
import org.jts.api.connection.SetupException;
import org.jts.api.event.Severity;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.metatype.MetaTypeService;

/** The limits that a trader sets, kept by Configuration Admin in a running framework. */
class LimitsOSGiTest {

    private static final AccountKey ACCOUNT = new AccountKey(new BrokerId("kis-main"), new AccountId("5001-01"));
    private static final AccountKey OTHER = new AccountKey(new BrokerId("kis-main"), new AccountId("5001-02"));

    private final FakeTime time = new FakeTime();
    private final FakeEventLog events = new FakeEventLog(time);
    private ConfigurationAdmin admin;
    private LimitBook book;
    private ServiceRegistration<SynchronousConfigurationListener> registration;

    @BeforeEach
    void start() throws Exception {
        FrameworkUtil.getBundle(LimitBook.class).start();
        BundleContext context = FrameworkUtil.getBundle(LimitBook.class).getBundleContext();
        admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        book = new LimitBook(admin, context.getService(context.getServiceReference(MetaTypeService.class)), events,
                time);
        registration = context.registerService(SynchronousConfigurationListener.class, book, null);
    }

    @AfterEach
    void clean() throws SetupException {
        registration.unregister();
        book.reset(Optional.of(ACCOUNT));
        book.reset(Optional.empty());
    }

    @Test
    void whatAnAccountDoesNotSetIsAsForAllAndElseAsByDefault() throws SetupException {
        book.change(Optional.empty(), Map.of("max.quantity", "100", "daily.loss", "5%"));
        book.change(Optional.of(ACCOUNT), Map.of("max.quantity", "300"));
        assertEquals(Optional.of(Samples.dec(300)), book.limits(ACCOUNT).maxQuantity);
        assertTrue(book.limits(ACCOUNT).dailyLoss.orElseThrow().percent().isPresent());
        assertEquals(Optional.of(Samples.dec(100)), book.limits(OTHER).maxQuantity);
        assertEquals(AccountLimits.standard().bandPercent, book.limits(ACCOUNT).bandPercent);
        assertEquals(Map.of("max.quantity", "300"), book.set(Optional.of(ACCOUNT)));
        assertEquals(AccountLimits.KEYS, List.copyOf(book.inForce(ACCOUNT).keySet()));
        assertTrue(events.notices().stream().anyMatch(n -> n.text().contains("kis-main/5001-01")
                && n.detail().contains("max.quantity: not set → 300")), () -> events.notices().toString());
    }

    @Test
    void aNewDeskFindsThemAndATakenBackOneIsGone() throws SetupException {
        book.change(Optional.of(ACCOUNT), Map.of("max.quantity", "300", "band.percent", "3"));
        LimitBook next = new LimitBook(admin, null, events, time);
        assertEquals(Optional.of(Samples.dec(300)), next.limits(ACCOUNT).maxQuantity);
        book.change(Optional.of(ACCOUNT), Map.of("max.quantity", ""));
        assertEquals(AccountLimits.standard().maxQuantity, book.limits(ACCOUNT).maxQuantity);
        assertTrue(book.reset(Optional.of(ACCOUNT)));
        assertFalse(book.reset(Optional.of(ACCOUNT)));
        assertEquals(AccountLimits.standard().bandPercent, book.limits(ACCOUNT).bandPercent);
    }

    @Test
    void thereIsNoMomentWithoutLimitsWhileTheyAreChanged() throws Exception {
        Configuration byHand = admin.createFactoryConfiguration(LimitBook.PID, "?");
        byHand.update(new Hashtable<>(Map.of("account", ACCOUNT.toString(), "max.quantity", "300")));
        List<String> seen = new CopyOnWriteArrayList<>();
        SynchronousConfigurationListener watcher = event -> {
            try {
                // What a program that ends here would find, and what an order that comes now must keep.
                LimitBook next = new LimitBook(admin, null, events, time);
                seen.add(next.limits(ACCOUNT).maxQuantity + " " + book.limits(ACCOUNT).maxQuantity);
            } catch (RuntimeException e) {
                seen.add(e.toString());
            }
        };
        ServiceRegistration<SynchronousConfigurationListener> watching = FrameworkUtil.getBundle(LimitBook.class)
                .getBundleContext().registerService(SynchronousConfigurationListener.class, watcher, null);
        try {
            book.change(Optional.of(ACCOUNT), Map.of("max.quantity", "400"));
            book.change(Optional.of(ACCOUNT), Map.of("max.quantity", "500"));
        } finally {
            watching.unregister();
        }
        assertEquals(3, seen.size(), () -> "written, the one by hand deleted, written: " + seen);
        String standard = AccountLimits.standard().maxQuantity.toString();
        assertTrue(seen.stream().noneMatch(s -> s.contains(standard) || s.contains("Exception")), seen::toString);
        assertEquals(Optional.of(Samples.dec(500)), book.limits(ACCOUNT).maxQuantity);
    }

    @Test
    void aWrongSettingChangesNothingAndSaysWhatWasExpected() throws SetupException {
        book.change(Optional.of(ACCOUNT), Map.of("max.value", "500000"));
        SetupException wrong = assertThrows(SetupException.class, () -> book.change(Optional.of(ACCOUNT),
                Map.of("max.value", "10,000,000", "max.quantity", "5", "colour", "red")));
        assertEquals(Set.of("max.value", "colour"), wrong.problems().keySet());
        assertEquals(Map.of("max.value", "500000"), book.set(Optional.of(ACCOUNT)));
    }

    @Test
    void whatSomebodyWritesByHandIsTakenOverAtOnceAndAFlawIsTold() throws Exception {
        Configuration own = admin.createFactoryConfiguration(LimitBook.PID, "?");
        own.update(new Hashtable<>(Map.of("account", ACCOUNT.toString(), "max.quantity", "many")));
        assertEquals(Set.of("max.quantity"), book.limits(ACCOUNT).flaws.keySet());
        assertTrue(events.notices().stream().anyMatch(n -> n.severity() == Severity.ERROR
                && n.detail().contains("max.quantity: expected")), () -> events.notices().toString());
        own.update(new Hashtable<>(Map.of("account", ACCOUNT.toString(), "max.quantity", "7")));
        assertEquals(Optional.of(Samples.dec(7)), book.limits(ACCOUNT).maxQuantity);
        own.delete();
        assertEquals(AccountLimits.standard().maxQuantity, book.limits(ACCOUNT).maxQuantity);
    }

    @Test
    void everySettingIsDescribed() {
        List<Setting> settings = book.settings();
        assertEquals(AccountLimits.KEYS, settings.stream().map(Setting::key).toList());
        settings.forEach(s -> assertFalse(s.label().startsWith("%") || s.description().isBlank(), s.toString()));
        assertEquals(AccountLimits.defaults().get("band.percent"), settings.get(3).defaultValue());
    }
}
