package org.jts.exchange.internal;

import static org.jts.exchange.internal.Words.T;

import java.util.Optional;

import org.jts.api.order.OrderStatus;

/** A call auction: everything that was collected trades at one price. */
final class Auction {

    private final Market market;
    private long bestPrice;
    private long bestVolume;
    private long bestSurplus;
    private long bestDistance;

    private Auction(Market market) {
        this.market = market;
    }

    /** Trades what can be traded; market orders that found nobody end. */
    static void uncross(Market market, Matcher matcher) {
        var auction = new Auction(market);
        long price = auction.price();
        if (price > 0) {
            auction.execute(price, matcher);
        }
        endWaiting(market, market.marketBids);
        endWaiting(market, market.marketAsks);
    }

    /** Most volume, then smallest surplus, then nearest to the last price, then the higher one. */
    private long price() {
        consider(market.last);
        for (int rank = 0; rank < market.bids.size(); rank++) {
            consider(market.bids.level(rank).price);
        }
        for (int rank = 0; rank < market.asks.size(); rank++) {
            consider(market.asks.level(rank).price);
        }
        return bestVolume > 0 ? bestPrice : 0;
    }

    private void consider(long price) {
        long demand = market.marketBids.total + upTo(market.bids, price, true);
        long supply = market.marketAsks.total + upTo(market.asks, price, false);
        long volume = Math.min(demand, supply);
        long surplus = Math.abs(demand - supply);
        long distance = Math.abs(price - market.last);
        int better = Long.compare(volume, bestVolume);
        if (better == 0) {
            better = Long.compare(bestSurplus, surplus);
        }
        if (better == 0) {
            better = Long.compare(bestDistance, distance);
        }
        if (better == 0) {
            better = Long.compare(price, bestPrice);
        }
        if (better > 0) {
            bestPrice = price;
            bestVolume = volume;
            bestSurplus = surplus;
            bestDistance = distance;
        }
    }

    private static long upTo(BookSide side, long price, boolean bids) {
        long total = 0;
        for (int rank = 0; rank < side.size(); rank++) {
            Level level = side.level(rank);
            if (bids ? level.price < price : level.price > price) {
                break;
            }
            total += level.total;
        }
        return total;
    }

    private void execute(long price, Matcher matcher) {
        while (true) {
            OrderEntry bid = next(market.marketBids, market.bids, price);
            OrderEntry ask = next(market.marketAsks, market.asks, price);
            if (bid == null || ask == null) {
                return;
            }
            matcher.trade(bid, ask, price, Math.min(bid.remaining(), ask.remaining()), Optional.empty());
        }
    }

    private static OrderEntry next(Level waiting, BookSide side, long price) {
        if (waiting.head != null) {
            return waiting.head;
        }
        Level best = side.best();
        return best != null && best.head.crosses(price) ? best.head : null;
    }

    private static void endWaiting(Market market, Level waiting) {
        while (waiting.head != null) {
            market.end(waiting.head, OrderStatus.CANCELLED, T.get("end.auction").formatted(
                            Text.number(market.instrument.decimalQuantity(waiting.head.remaining()))));
        }
    }
}
