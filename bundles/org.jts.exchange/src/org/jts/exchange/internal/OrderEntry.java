package org.jts.exchange.internal;

import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;

/** An order inside: mutable, in whole numbers, linked into its price level and its account's list. */
final class OrderEntry {

    final long id;
    /** Null for simulated participants. */
    final AccountState account;
    final boolean buy;
    final OrderType type;
    final TimeInForce timeInForce;
    final String clientId;
    final long stop;
    final long createdAt;

    /** As the account asked for it first, whatever was changed since; null for simulated participants. */
    OrderRequest request;
    long quantity;
    long filled;
    /** 0 when there is none. */
    long limit;
    /** Value, commission and tax of what was traded. */
    long value;
    long commission;
    long tax;
    /** Fees of the newest trade. */
    long newCommission;
    long newTax;
    /** Money when buying, lots when selling. */
    long reserved;
    /** What it is to reserve once it is accepted. */
    long toReserve;
    long updatedAt;
    OrderStatus status = OrderStatus.ACCEPTED;
    String message;
    /** A stop that has not fired. */
    boolean dormant;
    /** Ended and no longer kept. */
    boolean forgotten;

    Market market;
    Level level;
    OrderEntry previous;
    OrderEntry next;
    OrderEntry previousOfAccount;
    OrderEntry nextOfAccount;

    OrderEntry(long id, AccountState account, Market market, boolean buy, OrderType type, TimeInForce timeInForce,
            String clientId, long quantity, long limit, long stop, long createdAt) {
        this.id = id;
        this.account = account;
        this.market = market;
        this.buy = buy;
        this.type = type;
        this.timeInForce = timeInForce;
        this.clientId = clientId;
        this.quantity = quantity;
        this.limit = limit;
        this.stop = stop;
        this.createdAt = createdAt;
        updatedAt = createdAt;
    }

    long remaining() {
        return quantity - filled;
    }

    boolean isOpen() {
        return status.isOpen();
    }

    /** Whether it takes any price. */
    boolean isMarket() {
        return limit == 0;
    }

    /** Whether it trades at {@code price}. */
    boolean crosses(long price) {
        return limit == 0 || (buy ? limit >= price : limit <= price);
    }
}
