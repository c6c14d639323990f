package org.jts.exchange.internal;

import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;
import org.jts.exchange.PriceModel.NoLiquidity;
import org.jts.exchange.PriceModel.Replay;

/**
 * The simulated participants of one market: at every step they move their quotes to the present idea of the price, ten
 * levels a side, and some of them trade. Their chance is a stream of its own, apart from the price path's.
 */
final class Participants {

    static final int LEVELS = 10;
    /** In an auction, so many levels of each side overlap. */
    private static final int OVERLAP = 4;
    private static final double TRADE_CHANCE = 0.6;
    private static final double LEVELS_PER_DAY = 400;

    private final Market market;
    private final Matcher matcher;
    private final PricePath path;
    private final Rng rng;
    private final double levelSize;
    private final double tradeSize;
    private final OrderEntry[] bids = new OrderEntry[LEVELS];
    private final OrderEntry[] asks = new OrderEntry[LEVELS];
    private final long[] wantedBids = new long[LEVELS];
    private final long[] wantedAsks = new long[LEVELS];
    private long reference;
    private boolean bidAtReference;

    /** @param stepsPerDay over which the daily volume is spread */
    Participants(Market market, Matcher matcher, PricePath path, long seed, double stepsPerDay) {
        this.market = market;
        this.matcher = matcher;
        this.path = path;
        Instrument instrument = market.instrument;
        rng = Rng.of(seed, "flow " + instrument.symbol.id(), 0);
        double daily = instrument.listing.dailyVolume().doubleValue() / instrument.symbol.lotSize().doubleValue();
        levelSize = Math.max(1, daily / LEVELS_PER_DAY);
        tradeSize = Math.max(1, daily / stepsPerDay / TRADE_CHANCE);
    }

    /** What happens at one moment of continuous trading. */
    void step(long now) {
        path.advance(now);
        if (path.model() instanceof NoLiquidity) {
            withdrawAll();
            return;
        }
        boolean moved = moveReference();
        quote();
        if (moved || rng.nextDouble() < TRADE_CHANCE) {
            takeSome(moved || path.model() instanceof Replay);
        }
    }

    /** What happens at one moment of an auction: orders that would meet at the present idea of the price. */
    void stepInAuction(long now) {
        path.advance(now);
        if (path.model() instanceof NoLiquidity) {
            withdrawAll();
        } else if (moveReference() || bids[0] == null) {
            withdrawAll();
            long up = reference;
            long down = reference;
            for (int i = 0; i < OVERLAP && up <= market.highest && down >= market.lowest; i++) {
                long size = size(levelSize);
                bids[i] = add(true, up, size);
                asks[i] = add(false, down, size);
                up = market.instrument.above(up);
                down = market.instrument.below(down);
            }
            place(bids, OVERLAP, market.instrument.below(reference), true);
            place(asks, OVERLAP, market.instrument.above(reference), false);
        }
    }

    /** Quotes the price anew, at once. */
    void requote() {
        if (!(path.model() instanceof NoLiquidity)) {
            moveReference();
            quote();
        }
    }

    void withdrawAll() {
        withdraw(bids);
        withdraw(asks);
    }

    private boolean moveReference() {
        long next = market.clamp(path.price());
        if (next == market.highest || next == market.lowest) {
            path.hold(market.instrument.asDouble(next));
        }
        boolean moved = next != reference;
        reference = next;
        if (moved) {
            bidAtReference = rng.nextBoolean();
        }
        return moved;
    }

    private void quote() {
        Instrument instrument = market.instrument;
        long bid = bidAtReference ? reference : instrument.below(reference);
        long ask = bidAtReference ? instrument.above(reference) : reference;
        if (ask > market.highest) {
            bid = reference;
        }
        ladder(wantedBids, bid, true);
        ladder(wantedAsks, ask, false);
        // Both sides leave before either comes: simulated participants do not trade by moving.
        leave(bids, wantedBids);
        leave(asks, wantedAsks);
        come(bids, wantedBids, true);
        come(asks, wantedAsks, false);
    }

    /** Which prices are wanted on a side; 0 where there is none. */
    private void ladder(long[] wanted, long best, boolean buy) {
        long price = best;
        for (int i = 0; i < LEVELS; i++) {
            wanted[i] = price >= market.lowest && price <= market.highest ? price : 0;
            price = buy ? market.instrument.below(price) : market.instrument.above(price);
        }
    }

    /** Takes back what is not wanted any more, and leaves in {@code wanted} only what is missing. */
    private void leave(OrderEntry[] own, long[] wanted) {
        for (int i = 0; i < LEVELS; i++) {
            OrderEntry order = own[i];
            if (order == null) {
                continue;
            }
            int at = order.level == null ? -1 : indexOf(wanted, order.limit);
            if (at >= 0) {
                wanted[at] = 0;
            } else {
                if (order.level != null) {
                    market.withdraw(order);
                }
                own[i] = null;
            }
        }
    }

    private void come(OrderEntry[] own, long[] wanted, boolean buy) {
        int slot = 0;
        for (int i = 0; i < LEVELS; i++) {
            if (wanted[i] > 0) {
                while (own[slot] != null) {
                    slot++;
                }
                own[slot] = add(buy, wanted[i], size(levelSize));
            }
        }
    }

    private static int indexOf(long[] wanted, long price) {
        for (int i = 0; i < LEVELS; i++) {
            if (wanted[i] == price) {
                return i;
            }
        }
        return -1;
    }

    private void place(OrderEntry[] own, int from, long best, boolean buy) {
        long price = best;
        for (int i = from; i < LEVELS && price >= market.lowest && price <= market.highest; i++) {
            if (own[i] == null) {
                own[i] = add(buy, price, size(levelSize));
            }
            price = buy ? market.instrument.below(price) : market.instrument.above(price);
        }
    }

    /** @param atReference whether it must trade at the idea of the price itself, so that the last price follows it */
    private void takeSome(boolean atReference) {
        boolean buy = atReference ? !bidAtReference : rng.nextBoolean();
        BookSide others = market.side(!buy);
        if (others.size() == 0) {
            return;
        }
        long limit = atReference ? reference : others.best().price;
        matcher.enter(entry(buy, limit, size(tradeSize), TimeInForce.IOC));
    }

    private OrderEntry add(boolean buy, long price, long size) {
        OrderEntry order = entry(buy, price, size, TimeInForce.DAY);
        matcher.enter(order);
        return order.level == null ? null : order;
    }

    private OrderEntry entry(boolean buy, long price, long size, TimeInForce timeInForce) {
        return new OrderEntry(market.engine.nextOrder(), null, market, buy, OrderType.LIMIT, timeInForce, null, size,
                price, 0, market.engine.now);
    }

    private long size(double usual) {
        return Math.max(1, (long) (usual * (0.3 + 1.4 * rng.nextDouble())));
    }

    private void withdraw(OrderEntry[] own) {
        for (int i = 0; i < own.length; i++) {
            if (own[i] != null && own[i].level != null) {
                market.withdraw(own[i]);
            }
            own[i] = null;
        }
    }
}
