package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One token for everybody who uses an app key, asked for once however many start at the same time, and kept among the
 * secrets of this machine for the next start: the broker gives one a minute, and writes to the customer's phone each
 * time. Thread-safe.
 */
@Component(service = TokenDesk.class)
public final class TokenDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TokenDesk.class);
    /** A little before its end a token is not used any more. */
    private static final Duration RENEW = Duration.ofMinutes(10);
    /** A minute, and what clocks may differ. */
    private static final Duration PAUSE = Duration.ofSeconds(62);
    /** Asking while blocked kept the block alive for minutes: wait longer each time. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /**
     * A token.
     *
     * @param value   to be sent
     * @param expires by the broker's clock
     */
    record Token(Secret value, Instant expires) {
    }

    /** Asks the broker for a token. */
    @FunctionalInterface
    interface Issue {
        Token ask() throws BrokerException, InterruptedException;
    }

    private static final class Keyed {
        final ReentrantLock lock = new ReentrantLock();
        Token token;
        String refused = "";
        boolean looked;
        Instant blockedUntil = Instant.MIN;
        Duration pause = PAUSE;
    }

    private final TimeSource time;
    private final SecretStore store;
    private final Trail trail;
    private final Map<String, Keyed> keys = new ConcurrentHashMap<>();

    @Activate
    public TokenDesk(@Reference TimeSource time, @Reference SecretStore store, @Reference Trail trail) {
        this.time = time;
        this.trail = trail;
        this.store = store;
    }

    private static String name(String key) {
        return "kis-token/" + key;
    }

    /** The token of an earlier start; one that cannot be read is as good as none. */
    private Optional<Token> kept(String key) {
        try {
            Optional<String> text = store.get(name(key));
            int space = text.map(t -> t.indexOf(' ')).orElse(-1);
            return space < 0 ? Optional.empty() : Optional.of(new Token(new Secret(text.orElseThrow().substring(
                    space + 1)), Instant.parse(text.orElseThrow().substring(0, space))));
        } catch (SecretException | DateTimeException e) {
            LOG.warn("KIS: expected to read the token of the last start, could not ({}); another is asked for",
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(String key, Token token) {
        try {
            store.put(name(key), token.expires() + " " + token.value().reveal());
        } catch (SecretException e) {
            LOG.warn("KIS: expected to keep the token for the next start, could not ({}); it will be asked for anew",
                    e.getMessage());
        }
    }

    private void forget(String key) {
        try {
            store.remove(name(key));
        } catch (SecretException e) {
            LOG.warn("KIS: expected to forget a token that the broker refuses, could not ({})", e.getMessage());
        }
    }

    /** What was issued is written nowhere. */
    Secret named(Secret secret) {
        return trail.named(secret);
    }

    /**
     * @param key   names the app key and environment, no secret
     * @param issue called at most once at a time for a key
     */
    Token token(String key, Issue issue) throws BrokerException, InterruptedException {
        Keyed keyed = keys.computeIfAbsent(key, unused -> new Keyed());
        keyed.lock.lockInterruptibly();
        try {
            if (!keyed.looked) {
                keyed.token = kept(key).orElse(null);
                if (keyed.token != null) {
                    trail.named(keyed.token.value());
                }
                keyed.looked = true;
            }
            if (keyed.token != null && keyed.token.expires().isAfter(time.now().plus(RENEW))) {
                return keyed.token;
            }
            return ask(key, issue, keyed);
        } finally {
            keyed.lock.unlock();
        }
    }

    private Token ask(String key, Issue issue, Keyed keyed) throws BrokerException, InterruptedException {
        Instant now = time.now();
        if (keyed.blockedUntil.isAfter(now)) {
            throw tooSoon(Duration.between(now, keyed.blockedUntil));
        }
        keyed.blockedUntil = now.plus(PAUSE);
        Token fresh;
        try {
            fresh = issue.ask();
        } catch (BrokerException e) {
            if (e.brokerCode().equals("EGW00133")) {
                keyed.blockedUntil = now.plus(keyed.pause);
                keyed.pause = keyed.pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE
                        : keyed.pause.multipliedBy(2);
                throw tooSoon(Duration.between(now, keyed.blockedUntil));
            }
            if (e.category() == ErrorCategory.AUTHENTICATION || e.brokerCode().isEmpty()) {
                keyed.blockedUntil = Instant.MIN; // the broker has given none, or was not reached
            }
            throw e;
        }
        keyed.pause = PAUSE;
        if (fresh.value().reveal().equals(keyed.refused)) {
            throw new BrokerException(ErrorCategory.AUTHENTICATION, T.get("token.sameAgain"));
        }
        keyed.token = fresh;
        trail.named(fresh.value());
        keep(key, fresh);
        return fresh;
    }

    private static BrokerException tooSoon(Duration left) {
        return new BrokerException(ErrorCategory.RATE_LIMIT, T.format("token.wait", left.plusMillis(999).toSeconds()),
                "EGW00133", true, Optional.of(left), null);
    }

    /** The broker refuses this token, before its time: the next one who needs a token gets another. */
    void refused(String key, Token token) {
        drop(key, token, token.value().reveal());
    }

    /** Nobody knows whether it is good: the broker may give the same one again, and then it is. */
    void mayBeGone(String key, Token token) {
        drop(key, token, "");
    }

    /** @param refused what is never taken again, or nothing */
    private void drop(String key, Token token, String refused) {
        Keyed keyed = keys.computeIfAbsent(key, unused -> new Keyed());
        keyed.lock.lock();
        try {
            if (keyed.token != null && keyed.token.value().reveal().equals(token.value().reveal())) {
                keyed.refused = refused;
                keyed.token = null;
                forget(key);
            }
        } finally {
            keyed.lock.unlock();
        }
    }
}
