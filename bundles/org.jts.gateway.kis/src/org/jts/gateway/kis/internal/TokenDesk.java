package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.store.DataFolder;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * One token for everybody who uses an app key, asked for once however many start at the same time, and kept on disk for
 * the next start: the broker gives one a minute, and writes to the customer's phone each time. Thread-safe.
 */
@Component(service = TokenDesk.class)
public final class TokenDesk {

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
    private final TokenFiles files;
    private final Trail trail;
    private final Map<String, Keyed> keys = new ConcurrentHashMap<>();

    @Activate
    public TokenDesk(@Reference TimeSource time, @Reference DataFolder folder, @Reference Trail trail) {
        this.time = time;
        this.trail = trail;
        this.files = new TokenFiles(folder);
    }

    /** What was issued is written nowhere. */
    Secret named(Secret secret) {
        return trail.named(secret);
    }

    /**
     * @param key   names the app key and environment, no secret
     * @param owner whose secret locks the file
     * @param issue called at most once at a time for a key
     */
    Token token(String key, Secret owner, Issue issue) throws BrokerException, InterruptedException {
        Keyed keyed = keys.computeIfAbsent(key, unused -> new Keyed());
        keyed.lock.lockInterruptibly();
        try {
            if (!keyed.looked) {
                keyed.token = files.read(key, owner).orElse(null);
                if (keyed.token != null) {
                    trail.named(keyed.token.value());
                }
                keyed.looked = true;
            }
            if (keyed.token != null && keyed.token.expires().isAfter(time.now().plus(RENEW))) {
                return keyed.token;
            }
            return ask(key, owner, issue, keyed);
        } finally {
            keyed.lock.unlock();
        }
    }

    private Token ask(String key, Secret owner, Issue issue, Keyed keyed) throws BrokerException, InterruptedException {
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
        files.write(key, owner, fresh);
        return fresh;
    }

    private static BrokerException tooSoon(Duration left) {
        return new BrokerException(ErrorCategory.RATE_LIMIT, T.format("token.wait", left.plusMillis(999).toSeconds()),
                "EGW00133", true, Optional.of(left), null);
    }

    /** The broker refuses this token, before its time: the next one who needs a token gets another. */
    void refused(String key, Token token) {
        Keyed keyed = keys.computeIfAbsent(key, unused -> new Keyed());
        keyed.lock.lock();
        try {
            if (keyed.token != null && keyed.token.value().reveal().equals(token.value().reveal())) {
                keyed.refused = token.value().reveal();
                keyed.token = null;
                files.delete(key);
            }
        } finally {
            keyed.lock.unlock();
        }
    }
}
