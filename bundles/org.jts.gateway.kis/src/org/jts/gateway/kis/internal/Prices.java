package org.jts.gateway.kis.internal;

import java.util.List;

import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;

/** The prices of a market, by asking. */
interface Prices {

    Quote quote(SymbolId symbol, Lane lane) throws BrokerException, InterruptedException;

    OrderBook book(SymbolId symbol) throws BrokerException, InterruptedException;

    /** The newest that fit the query, ascending. */
    List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException;
}
