package org.jts.trading.internal.proof;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.OrderRequest;
import org.jts.api.trading.OrderLimits;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.Samples;
import org.jts.trading.internal.AccountLimits;
import org.jts.trading.internal.OrderDeskImpl;
import org.jts.trading.internal.journal.DeskJournal;

/** The mock gateway behind a JTS server with an order desk of its own, in a process that outlives the desks. */
public final class ServerBroker extends MockBroker {

    private final int port;

    private ServerBroker(String[] args) throws Exception {
        super(args);
        FakeRegistry registry = new FakeRegistry();
        FakeAccountBook accounts = new FakeAccountBook();
        AccountKey key = new AccountKey(Samples.BROKER, Samples.ACCOUNT);
        accounts.put(new AccountSnapshot(key, Samples.paperAccount(Samples.ACCOUNT), List.of(), List.of(),
                Optional.empty(), Optional.empty()));
        FakeFeed feed = new FakeFeed(Samples.BROKER).with(Samples.stock(Samples.SAMSUNG, "삼성전자"));
        Path folder = Files.createTempDirectory("server-desk");
        folder.toFile().deleteOnExit();
        OrderDeskImpl desk = new OrderDeskImpl(registry, feed, accounts, time, new FakeEventLog(time),
                new FakeDataFolder(folder), DeskJournal.Size.STANDARD);
        AccountLimits none = new AccountLimits(setting -> OrderLimits.OFF);
        desk.setLimits(account -> none);
        FakeConnection connection = new FakeConnection(counting(), time);
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        port = new Server(registry, desk, accounts, time, folder).port();
    }

    public static void main(String[] args) throws Exception {
        new ServerBroker(args).run();
    }

    /** How often each order came as far as the mock gateway. */
    private BrokerGateway counting() {
        return (BrokerGateway) Proxy.newProxyInstance(BrokerGateway.class.getClassLoader(),
                new Class<?>[] {BrokerGateway.class}, (self, method, arguments) -> {
                    if (method.getName().equals("place")) {
                        receive(((OrderRequest) arguments[0]).clientOrderId().value());
                    }
                    try {
                        return method.invoke(mock, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    List<String> act(String[] request) {
        return switch (request[0]) {
            case "PORT" -> List.of("" + port);
            case "TROUBLE" -> List.of();
            default -> super.act(request);
        };
    }
}
