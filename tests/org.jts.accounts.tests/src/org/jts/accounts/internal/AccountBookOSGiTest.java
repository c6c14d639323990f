package org.jts.accounts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/** The component in a real framework: it comes with its registry, goes with it, and comes back. */
@Timeout(120)
class AccountBookOSGiTest {

    private static final BrokerId BROKER = new BrokerId("paper");

    private final FakeTime time = new FakeTime();
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeEventLog log = new FakeEventLog(time);
    private final PaperGateway paper = new PaperGateway(BROKER, new Account(new AccountId("MAIN"), "Main",
            AccountType.PAPER, CurrencyCode.KRW, true));
    private final Bundle bundle = FrameworkUtil.getBundle(AccountBookImpl.class);
    private BundleContext context;
    private ServiceTracker<AccountBook, AccountBook> books;

    @BeforeEach
    void start() throws BundleException {
        bundle.start();
        context = bundle.getBundleContext().getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        books = new ServiceTracker<>(context, AccountBook.class, null);
        books.open();
        context.registerService(TimeSource.class, time, null);
        context.registerService(EventLog.class, log, null);
    }

    @AfterEach
    void stop() {
        books.close();
    }

    @Test
    void bookComesWithTheRegistryGoesWithItAndComesBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            ServiceRegistration<BrokerRegistry> registration =
                    context.registerService(BrokerRegistry.class, registry, null);
            AccountBook book = books.waitForService(20_000);
            assertNotNull(book, "expected an account book while there is a registry");
            FakeConnection connection = new FakeConnection(paper.gateway, time);
            registry.add(connection);
            registry.setPhase(connection, ConnectionPhase.CONNECTED);
            Await.until("the account", () -> book.accounts(BROKER).size() == 1);
            fail(book);
            registration.unregister();
            Await.until("the book is gone", () -> books.getService() == null);
            Await.until("its streams are closed", () -> paper.orderStreams.isEmpty());
            assertEquals(0, time.pendingTasks());
            registry.remove(connection);
        }
    }

    private void fail(AccountBook book) {
        int before = problems().size();
        paper.failure = new BrokerException(ErrorCategory.DATA, "Garbled");
        book.refresh(BROKER);
        Await.until("the problem is noticed", () -> problems().size() == before + 1);
        assertEquals(Optional.of("Garbled"), book.accounts(BROKER).getFirst().problem());
        paper.failure = null;
    }

    private List<Notice> problems() {
        return log.notices().stream().filter(n -> n.text().contains("could not be read")).toList();
    }
}
