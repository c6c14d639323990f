package org.jts.trading.internal;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes of an order when its broker does not answer in time, where the thread that placed it is lent to the
 * gateway: somebody else is told then, on another thread, and goes on where that thread would have. Of each call either
 * the one who made it has the result or the one who is told, and once.
 */
final class Overdue {

    private static final Logger LOG = LoggerFactory.getLogger(Overdue.class);

    private Overdue() {
    }

    /** Something that ends in a call of the broker. */
    @FunctionalInterface
    interface Call<T> {

        /**
         * @param overdue told when the broker has not answered in time
         * @return empty when {@code overdue} is told instead
         */
        Optional<T> make(Consumer<T> overdue);

        /** The same with one more step behind the result, whoever has it. */
        default Optional<T> make(Consumer<T> overdue, UnaryOperator<T> then) {
            return make(late -> overdue.accept(step(then, late, UnaryOperator.identity()))).map(then);
        }
    }

    /**
     * A step of whoever was told: what comes after it lets go what the order holds, and answers its sender, whatever
     * happens here.
     *
     * @param otherwise what the result is when the step fails
     */
    static <T, R> R step(Function<? super T, ? extends R> then, T late, Function<? super T, ? extends R> otherwise) {
        try {
            return then.apply(late);
        } catch (RuntimeException e) {
            LOG.error("an overdue order is not noted as it should be: {}", late, e);
            return otherwise.apply(late);
        }
    }

    /**
     * Makes a call that holds something until its result is there.
     *
     * @param letGo lets it go, once: before {@code overdue} is told, or when the call ends here, however it does
     */
    static <T> Optional<T> holding(Runnable letGo, Call<T> call, Consumer<T> overdue) {
        boolean isAnswered = true;
        try {
            Optional<T> result = call.make(late -> {
                letGo.run();
                overdue.accept(late);
            });
            isAnswered = result.isPresent();
            return result;
        } finally {
            if (isAnswered) {
                letGo.run();
            }
        }
    }

    /** How an order is put to its broker. */
    @FunctionalInterface
    interface Way {

        /** The caller waits for a thread of the gateway, which nothing makes overdue for the caller. */
        Way WAITING = (connection, request, overdue) -> Optional.of(connection.gateway().place(request));
        /** The caller's thread is lent to the gateway. */
        Way LENT = BrokerConnection::placeHere;

        Optional<OrderOutcome> place(BrokerConnection connection, OrderRequest request,
                Consumer<OrderOutcome> overdue);
    }
}
