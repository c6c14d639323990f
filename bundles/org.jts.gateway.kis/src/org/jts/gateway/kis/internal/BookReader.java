package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.SymbolId;

/**
 * Reads an order book of an answer; the numbers of the levels stand behind the names.
 *
 * @param api      which answers, for messages
 * @param bid      name of a price
 * @param bidSize  name of what is wanted there
 * @param ask      name of a price
 * @param askSize  name of what is offered there
 */
record BookReader(String api, String bid, String bidSize, String ask, String askSize) {

    private static final int DEPTH = 10;

    /** @throws BrokerException of category DATA when the numbers make no book */
    OrderBook read(SymbolId symbol, Instant time, Node levels) throws BrokerException {
        try {
            return new OrderBook(symbol, time, side(levels, bid, bidSize), side(levels, ask, askSize));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", api, e.getMessage()), e);
        }
    }

    private static List<PriceLevel> side(Node levels, String prices, String sizes) throws BrokerException {
        List<PriceLevel> side = new ArrayList<>(DEPTH);
        for (int i = 1; i <= DEPTH; i++) {
            BigDecimal price = levels.number(prices + i);
            BigDecimal size = levels.number(sizes + i);
            if (price.signum() > 0 && size.signum() > 0) {
                side.add(new PriceLevel(price, size));
            }
        }
        return side;
    }
}
