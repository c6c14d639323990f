package org.jts.kis.call;

import java.util.List;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls interfaces of the KIS Open API by name, over the line that the gateway has: with its token, with permits of its
 * request limiter, and in the audit trail like every other request. Orders go through the order desk. A service;
 * thread-safe. Calls block, are never made on the UI thread, and end when their thread is interrupted.
 *
 * @since 1.0
 */
@ProviderType
public interface KisBrokers {

    /** The brokers whose settings are right, connected or not, by their ids. */
    List<KisBroker> brokers();

    /** @param change told after a broker came or went, on any thread */
    Subscription listen(Runnable change);

    /**
     * Calls an interface. A request that {@link KisForm#problems} finds wrong is not sent.
     *
     * <p>What reads is sent. An order for shares is made an order of the order desk, with all its checks; another one
     * is handed to the desk in the broker's own words; the answer is what became of it. Signing in uses the token that
     * there is, and shows no secret. What {@link KisForm#warnings} warns of is sent only when it was agreed to.
     *
     * @return the answer, a refusal too: the broker's code and words are in it
     * @throws BrokerException          when there is no answer: no line, no permit, nothing that can be read
     * @throws IllegalArgumentException when the request is wrong, with what was expected and found
     */
    KisAnswer call(BrokerId broker, KisRequest request) throws BrokerException, InterruptedException;

    /**
     * Registers for a real-time channel until it is closed; it takes one of the session's registrations.
     *
     * @param records told of each frame, on the thread that reads: to return at once
     * @throws BrokerException          when the broker refuses it, or there is no line or no room
     * @throws IllegalArgumentException when the request is wrong
     */
    Subscription subscribe(BrokerId broker, KisRequest channel, Consumer<KisTable> records)
            throws BrokerException, InterruptedException;
}
