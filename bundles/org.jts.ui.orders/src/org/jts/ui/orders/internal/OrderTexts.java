package org.jts.ui.orders.internal;

import java.math.BigDecimal;

import org.eclipse.swt.graphics.Color;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.trading.DeskOrder;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** Orders in words and colours. */
final class OrderTexts {
    private static final Texts T = Texts.of(OrderTexts.class);

    private OrderTexts() {
    }

    static Color color(OrderStatus status, Palette palette) {
        return switch (status) {
            case UNKNOWN, REJECTED -> palette.error();
            case PENDING, SUBMITTED -> palette.warning();
            case ACCEPTED, PARTIAL -> palette.accent();
            case FILLED -> palette.good();
            case CANCELLED, EXPIRED -> palette.muted();
        };
    }

    /** The limit price, the stop price after an @, or a word for the market; a broker's own kind finds its own. */
    static String price(DeskOrder order) {
        String limit = order.order().limitPrice().map(Formats::price).orElse("");
        String stop = order.order().stopPrice().map(p -> T.format("price.stop", Formats.price(p))).orElse("");
        if (limit.isEmpty() && stop.isEmpty()) {
            return order.order().instruction().isEmpty() ? OrderNames.type(OrderType.MARKET) : "–";
        }
        return stop.isEmpty() ? limit : limit.isEmpty() ? stop : limit + " " + stop;
    }

    static String number(BigDecimal number) {
        return number.signum() == 0 ? "" : Formats.quantity(number);
    }

    /** What came of cancelling or changing an order. */
    static String outcome(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted accepted -> T.get("outcome.accepted");
            case OrderOutcome.Rejected rejected -> T.format("outcome.rejected", rejected.text());
            case OrderOutcome.NotSent notSent -> T.format("outcome.notsent", notSent.why());
            case OrderOutcome.Unknown unknown -> T.format("outcome.unknown", unknown.why());
        };
    }
}
