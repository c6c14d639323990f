package org.jts.gateway.kis.internal;

import java.util.Map;
import java.util.Optional;

import org.jts.api.order.ClientOrderId;
import org.jts.concurrent.BoundedMap;

/**
 * What the broker answered to orders in its own words, until whoever sent them fetches it: the desk hands on what came
 * of an order, and the answer says more, such as the day by which a reserved one is cancelled. Thread-safe.
 */
final class OwnAnswers {

    /** One that nobody fetches was sent by somebody who does not want it. */
    private static final int MOST = 100;

    private final Map<String, KisReply> answers = BoundedMap.ofNewest(MOST);

    synchronized void keep(ClientOrderId order, KisReply answer) {
        answers.put(order.value(), answer);
    }

    /** @return the answer, once */
    synchronized Optional<KisReply> take(String order) {
        return Optional.ofNullable(answers.remove(order));
    }
}
