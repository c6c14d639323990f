package org.jts.ui.kis.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisBroker;
import org.jts.kis.call.KisBrokers;
import org.jts.kis.call.KisRequest;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisEnvironment;

/** Brokers of a test: it says what is answered, in the order of the calls. */
final class FakeBrokers implements KisBrokers {

    static final KisBroker REAL = new KisBroker(new BrokerId("kis"), KisEnvironment.REAL,
            URI.create("https://real.example:9443"), List.of(new AccountId("50012345-01"),
                    new AccountId("50099999-01")));
    static final KisBroker PAPER = new KisBroker(new BrokerId("kis-paper"), KisEnvironment.PAPER,
            URI.create("https://paper.example:29443"), List.of(new AccountId("50054321-01")));

    /** What a call ends with. */
    private record Outcome(KisAnswer answer, BrokerException failure) {
    }

    final List<KisRequest> requests = new CopyOnWriteArrayList<>();
    final List<BrokerId> asked = new CopyOnWriteArrayList<>();
    final List<Consumer<KisTable>> channels = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<KisBroker> brokers = List.of(REAL, PAPER);

    static KisAnswer answer(boolean more, KisTable... tables) {
        return new KisAnswer(true, "MCA00000", "정상처리 되었습니다.", more, Map.of("ctx_area_nk100", "2 "),
                List.of(tables), "{\"rt_cd\":\"0\",\"output\":[]}");
    }

    void has(KisBroker... now) {
        brokers = List.of(now);
        new ArrayList<>(listeners).forEach(Runnable::run);
    }

    void answers(KisAnswer answer) {
        outcomes.add(new Outcome(answer, null));
    }

    void fails(BrokerException failure) {
        outcomes.add(new Outcome(null, failure));
    }

    @Override
    public List<KisBroker> brokers() {
        return brokers;
    }

    @Override
    public Subscription listen(Runnable change) {
        listeners.add(change);
        return () -> listeners.remove(change);
    }

    @Override
    public KisAnswer call(BrokerId broker, KisRequest request) throws BrokerException, InterruptedException {
        asked.add(broker);
        requests.add(request);
        Outcome outcome = outcomes.take();
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return outcome.answer();
    }

    @Override
    public Subscription subscribe(BrokerId broker, KisRequest channel, Consumer<KisTable> records) {
        requests.add(channel);
        channels.add(records);
        return () -> channels.remove(records);
    }
}
