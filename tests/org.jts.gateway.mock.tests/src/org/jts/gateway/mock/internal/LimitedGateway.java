package org.jts.gateway.mock.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.TimeInForce;

/** A gateway that offers little, as many brokers do, and says so: no order books, days only, no changes, no stops. */
final class LimitedGateway extends Tracked {

    private static final Capabilities LITTLE = new Capabilities(
            EnumSet.complementOf(EnumSet.of(Feature.ORDER_BOOK, Feature.ORDER_BOOK_STREAM, Feature.MODIFY_ORDER)),
            Map.of(OrderType.MARKET, Set.of(TimeInForce.DAY), OrderType.LIMIT,
                    Set.of(TimeInForce.DAY, TimeInForce.IOC)),
            Set.of(Timeframe.DAY_1), OptionalInt.of(40));

    LimitedGateway(MockHarness harness) {
        super(harness);
    }

    @Override
    public Capabilities capabilities() {
        return LITTLE;
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException {
        throw unsupported("order books");
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener) throws BrokerException {
        throw unsupported("order books");
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        if (!LITTLE.timeframes().contains(query.timeframe())) {
            throw unsupported("candles of " + query.timeframe().code());
        }
        return super.candles(query);
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return LITTLE.takes(request.type(), request.timeInForce()) ? super.place(request)
                : rejected(request.type() + " orders with " + request.timeInForce());
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return rejected("changes of orders");
    }

    private static BrokerException unsupported(String what) {
        return new BrokerException(ErrorCategory.UNSUPPORTED, "this broker has no " + what);
    }

    private static OrderOutcome rejected(String what) {
        return new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "", "this broker does not take " + what);
    }
}
