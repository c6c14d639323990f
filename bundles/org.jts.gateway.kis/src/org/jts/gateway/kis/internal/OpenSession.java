package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;

/** The session that a gateway has, one at a time or none. Thread-safe. */
final class OpenSession {

    private final AtomicReference<Session> session = new AtomicReference<>();
    private final ReentrantLock opening = new ReentrantLock();

    /** Opens a session. */
    @FunctionalInterface
    interface Opening {
        Session open() throws BrokerException, InterruptedException;
    }

    /** What is asked of a session. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Session session) throws BrokerException, InterruptedException;
    }

    /** Opens one, unless there is one: who comes while another opens it waits for that. */
    void open(Opening next) throws BrokerException, InterruptedException {
        opening.lockInterruptibly();
        try {
            if (session.get() == null || !session.get().isOpen()) {
                session.set(next.open());
            }
        } finally {
            opening.unlock();
        }
    }

    void end() {
        Session open = session.getAndSet(null);
        if (open != null) {
            open.end();
        }
    }

    /** @throws BrokerException of category NETWORK when there is none */
    Session get() throws BrokerException {
        Session open = session.get();
        if (open == null || !open.isOpen()) {
            throw new BrokerException(ErrorCategory.NETWORK, T.get("line.none"));
        }
        return open;
    }

    /** An answer, or the end of the session as the reason why there is none. */
    <T> T ask(Question<T> question) throws BrokerException, InterruptedException {
        Session open = get();
        try {
            return question.ask(open);
        } catch (BrokerException e) {
            if (!open.isOpen() && e.category() != ErrorCategory.NETWORK) {
                throw new BrokerException(ErrorCategory.NETWORK, e.getMessage(), e);
            }
            throw e;
        }
    }
}
