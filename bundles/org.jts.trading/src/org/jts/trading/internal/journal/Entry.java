package org.jts.trading.internal.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;

/** What the order journal remembers: one record each. */
public sealed interface Entry {

    /** A desk began to work; {@code idPrefix} begins the names of its orders. */
    record Started(String idPrefix) implements Entry {
    }

    /**
     * An order is about to be sent.
     *
     * @param isGiven whether its sender named it
     */
    record Placing(BrokerId broker, OrderRequest request, boolean isGiven) implements Entry {
        public Placing(BrokerId broker, OrderRequest request) {
            this(broker, request, false);
        }
    }

    /** A name that a sender gave to an order, which itself may be forgotten by now. */
    record Named(String name) implements Entry {
    }

    /** A change of an order is about to be sent. */
    record Changing(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) implements Entry {
    }

    /** A cancel is about to be sent. */
    record Cancelling(String key) implements Entry {
    }

    /** The change or cancel was answered; {@code outcome} is one word, {@code text} says more. */
    record Answered(String key, String call, String outcome, String text) implements Entry {
    }

    /** The call of an order that was not sent is about to be tried again, under the same name; 2 for the second. */
    record Attempt(String key, int number, String why) implements Entry {
    }

    /**
     * An order as a whole, without its trades: one that was placed elsewhere, or a picture that was missed.
     *
     * @param names     what the broker has called it so far; may leave out what it is called now
     * @param concluded whether no broker told of its end
     */
    record Seen(String key, BrokerId broker, boolean foreign, Order order, Set<BrokerOrderId> names,
            boolean concluded) implements Entry {
        public Seen {
            names = Set.copyOf(names);
        }

        public Seen(String key, BrokerId broker, boolean foreign, Order order) {
            this(key, broker, foreign, order, Set.of(), false);
        }
    }

    /**
     * The parts of an order that change.
     *
     * @param concluded whether no broker told of its end
     */
    record Moved(String key, Order order, boolean concluded) implements Entry {
        public Moved(String key, Order order) {
            this(key, order, false);
        }
    }

    /** A trade was counted. */
    record Traded(String key, Execution execution) implements Entry {
    }

    /** What was taken for an order of its own is part of another one. */
    record Joined(String key, String into) implements Entry {
    }

    /** A person said what became of an order. */
    record Settled(String key, String verdict) implements Entry {
    }

    /** What the broker said an account holds, when orders and trades were compared. */
    record Held(AccountKey account, Map<SymbolId, BigDecimal> positions, Map<CurrencyCode, BigDecimal> cash)
            implements Entry {
        public Held {
            positions = Map.copyOf(positions);
            cash = Map.copyOf(cash);
        }
    }

    /**
     * How a day of a currency began.
     *
     * @param day    by the calendar of the exchange at which the currency is traded
     * @param equity what the account was worth in it when it was first read; 0 when it was not
     */
    record Begun(LocalDate day, BigDecimal equity) {
    }

    /**
     * What an account was worth when it was first read on a day of its exchanges.
     *
     * @param home   in its home currency
     * @param others in each other currency
     */
    record DayStarted(AccountKey account, Begun home, Map<CurrencyCode, Begun> others) implements Entry {
        public DayStarted {
            others = Map.copyOf(others);
        }
    }

    /**
     * An order in a broker's own words is about to be sent.
     *
     * @param placed  when it was begun
     * @param isGiven whether its sender named it
     */
    record Calling(String key, OrderCall call, Instant placed, boolean isGiven) implements Entry {

        /** One that the desk named itself, or whose name is known already. */
        public Calling(String key, OrderCall call, Instant placed) {
            this(key, call, placed, false);
        }
    }

    /** What came of it, or what a person said that came of it. */
    record Called(String key, OrderOutcome outcome) implements Entry {
    }

    /** New orders were stopped, or let go again. */
    record Stopped(boolean stopped, String why) implements Entry {
    }
}
