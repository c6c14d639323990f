package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.RejectReason;
import org.jts.gateway.mock.internal.RateDesk.Verdict;

/**
 * Requests on the line: each waits for its permit, travels, is judged by the broker's own count, and ends its permit
 * when the answer is here, or when none can come any more. Thread-safe.
 */
final class MockWire {

    /** Something asked of the broker. @param <T> its answer */
    @FunctionalInterface
    interface Read<T> {
        T ask(Session session) throws BrokerException;
    }

    private static final String TOO_MANY = "MOCK-429";

    private final MockLine line;
    private final Permits permits;
    private final MockAudit audit;
    private final RateDesk desk;

    MockWire(MockLine line, Permits permits, RateDesk desk, MockAudit audit) {
        this.audit = audit;
        this.line = line;
        this.permits = permits;
        this.desk = desk;
    }

    /** What connecting meets. */
    void dial() throws BrokerException, InterruptedException {
        NumberedPermits from = permits.present();
        long permit = Permits.takeForRead(from, "a connection", Lane.ACCOUNT, 1);
        boolean answered = false;
        try {
            Verdict verdict = desk.arrive(Lane.ACCOUNT, 1);
            line.dial();
            answered = true;
            from.end(permit, Ending.ANSWERED);
            check(verdict, "connecting");
        } catch (BrokerException e) {
            answered = true;
            throw e;
        } finally {
            end(from, permit, answered);
        }
    }

    /**
     * Sends a request and brings the answer back.
     *
     * @param weight how much it counts
     */
    <T> T read(String what, Lane lane, int weight, Read<T> read) throws BrokerException, InterruptedException {
        long begun = audit.begin();
        try {
            T answer = permitted(what, lane, weight, read);
            audit.end(begun, () -> what, lane, "answered");
            return answer;
        } catch (BrokerException | InterruptedException e) {
            audit.end(begun, () -> what, lane, e);
            throw e;
        }
    }

    private <T> T permitted(String what, Lane lane, int weight, Read<T> read)
            throws BrokerException, InterruptedException {
        if (line.session() == null) {
            throw line.notConnected(what);
        }
        NumberedPermits from = permits.present();
        long permit = Permits.takeForRead(from, what, lane, weight);
        Session open = line.session();
        if (open == null) {
            from.end(permit, Ending.NOT_SENT);
            throw line.notConnected(what);
        }
        boolean answered = false;
        try {
            T answer = travel(open, what, lane, weight, read, () -> from.end(permit, Ending.ANSWERED));
            answered = true;
            return answer;
        } catch (LineLostException e) {
            throw new BrokerException(ErrorCategory.NETWORK,
                    T.format("read.lost", what, e.getMessage()), e);
        } catch (BrokerException e) {
            answered = true;
            throw e;
        } finally {
            end(from, permit, answered);
        }
    }

    private <T> T travel(Session open, String what, Lane lane, int weight, Read<T> read, Runnable seen)
            throws BrokerException, InterruptedException, LineLostException {
        Faults.Fate fate = line.faults().read();
        open.pause(fate.there());
        Verdict verdict = desk.arrive(lane, weight);
        if (fate.silent()) {
            open.awaitEnd();
        }
        T answer = verdict == Verdict.TAKEN ? read.ask(open) : null;
        open.pause(fate.back());
        seen.run();
        check(verdict, what);
        return answer;
    }

    /**
     * Sends an order call. With its permit in hand it counts as sent.
     *
     * @param what made where it is said or written down, not while the order waits
     */
    OrderOutcome order(Supplier<String> what, Lane lane, Supplier<OrderOutcome> atBroker) {
        long begun = audit.begin();
        OrderOutcome outcome = permitted(what, lane, atBroker);
        audit.end(begun, what, lane, outcome);
        return outcome;
    }

    private OrderOutcome permitted(Supplier<String> what, Lane lane, Supplier<OrderOutcome> atBroker) {
        if (line.session() == null) {
            return new NotSent(line.notConnected(what.get()).getMessage());
        }
        NumberedPermits from = permits.present();
        long permit;
        try {
            permit = Permits.take(from, lane, 1);
        } catch (LimitException e) {
            return new NotSent(T.format("order.notSent", what.get(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return givenUp(what);
        }
        Session open = line.session();
        if (open == null || Thread.currentThread().isInterrupted()) {
            from.end(permit, Ending.NOT_SENT);
            return open == null ? new NotSent(line.notConnected(what.get()).getMessage()) : givenUp(what);
        }
        OrderOutcome outcome;
        boolean answered = false;
        try {
            outcome = send(open, what, lane, () -> judged(what, lane, atBroker));
            answered = !(outcome instanceof Unknown);
        } finally {
            end(from, permit, answered);
        }
        if (outcome instanceof Rejected refusal && refusal.reason() == RejectReason.RATE_LIMIT) {
            permits.refused(desk.banLeft(), refusal.text());
        }
        return outcome;
    }

    private NotSent givenUp(Supplier<String> what) {
        return new NotSent(T.format("order.givenUp", what.get()));
    }

    /** The broker counts before it looks at the order. */
    private OrderOutcome judged(Supplier<String> what, Lane lane, Supplier<OrderOutcome> atBroker) {
        Verdict verdict = desk.arrive(lane, 1);
        return verdict == Verdict.TAKEN ? atBroker.get()
                : new Rejected(RejectReason.RATE_LIMIT, TOO_MANY, tooMany(verdict, what.get()));
    }

    private OrderOutcome send(Session open, Supplier<String> what, Lane lane, Supplier<OrderOutcome> atBroker) {
        Faults.Fate fate = line.faults().order();
        boolean decided = false;
        try {
            open.pause(fate.there());
            if (fate.silent()) {
                decided = true;
                if (fate.arrives()) {
                    atBroker.get();
                }
                open.awaitEnd();
            }
            decided = true;
            OrderOutcome outcome = fate.refused() ? refusal(what, lane, fate) : atBroker.get();
            if (fate.lost()) {
                return new Unknown(T.format("order.answerLost", what.get()));
            }
            open.pause(fate.back());
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered(decided || !fate.arrives(), what, T.get("order.waitedEnough"), atBroker);
        } catch (LineLostException e) {
            return unanswered(decided || !fate.arrives(), what, e.getMessage(), atBroker);
        }
    }

    /** A request on its way when its sender gave up may get there all the same. */
    private OrderOutcome unanswered(boolean decided, Supplier<String> what, String why,
            Supplier<OrderOutcome> atBroker) {
        if (!decided) {
            atBroker.get();
        }
        return new Unknown(T.format("order.unanswered", what.get(), why));
    }

    private OrderOutcome refusal(Supplier<String> what, Lane lane, Faults.Fate fate) {
        desk.arrive(lane, 1);
        return fate.arrives()
                ? new Rejected(RejectReason.OTHER, "MOCK-REFUSED",
                        T.format("order.refused", what.get()))
                : new Rejected(RejectReason.RATE_LIMIT, TOO_MANY,
                        T.format("order.tooMany", what.get()));
    }

    /** Tells the limiter of a refusal, and the caller. */
    private void check(Verdict verdict, String what) throws BrokerException {
        if (verdict == Verdict.TAKEN) {
            return;
        }
        Optional<Duration> retryAfter = desk.banLeft();
        String text = tooMany(verdict, what);
        permits.refused(retryAfter, text);
        throw new BrokerException(ErrorCategory.RATE_LIMIT, text, TOO_MANY, true, retryAfter, null);
    }

    private String tooMany(Verdict verdict, String what) {
        return verdict == Verdict.TOO_MANY
                ? T.format("rate.tooMany", what)
                : T.format("rate.banned",
                        desk.banLeft().map(left -> left.plusMillis(999).toSeconds()).orElse(0L), what);
    }

    /** The first ending counts: a permit that ended with the answer stays ended. */
    private static void end(NumberedPermits from, long permit, boolean answered) {
        from.end(permit, answered ? Ending.ANSWERED : Ending.LOST);
    }
}
