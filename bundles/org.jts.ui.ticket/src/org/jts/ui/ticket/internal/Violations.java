package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.Optional;

import org.jts.api.market.Symbol;
import org.jts.api.market.TickTable;
import org.jts.api.order.RejectReason;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Texts;

/** Says what is wrong with a draft, briefly and in the user's language, below the field it is about. */
final class Violations {
    private static final Texts T = Texts.of(Violations.class);

    private Violations() {
    }

    static String text(Violation violation, TicketModel model) {
        Symbol symbol = model.symbol.orElseThrow();
        return switch (violation.reason()) {
            case PRICE_TICK -> price(violation.field() == Field.STOP_PRICE ? model.stopPrice : model.limitPrice,
                    symbol.ticks());
            case QUANTITY -> quantity(model.quantity.orElse(BigDecimal.ZERO), symbol, violation);
            case INSUFFICIENT_FUNDS -> model.balance().isEmpty() ? violation.text()
                    : T.format("violation.funds", Formats.money(symbol.currency(),
                            model.balance().get().buyingPower()));
            case INSUFFICIENT_HOLDINGS -> T.format("violation.holdings", Formats.quantity(model.sellable()));
            case RISK_CHECK -> violation.text();
            case NOT_TRADABLE -> violation.field() == Field.SYMBOL ? T.get("violation.halted")
                    : T.get("violation.offline");
            case UNSUPPORTED -> unsupported(violation);
            default -> violation.text();
        };
    }

    private static String unsupported(Violation violation) {
        return switch (violation.field()) {
            case TYPE -> T.get("violation.type");
            case TIME_IN_FORCE -> T.get("violation.tif");
            default -> violation.text();
        };
    }

    private static String price(Optional<BigDecimal> price, TickTable ticks) {
        if (price.isEmpty() || price.get().signum() <= 0) {
            return T.get("violation.price");
        }
        return T.format("violation.tick", Formats.price(ticks.tickAt(price.get())),
                Formats.price(ticks.roundDown(price.get())), Formats.price(ticks.roundUp(price.get())));
    }

    private static String quantity(BigDecimal quantity, Symbol symbol, Violation violation) {
        if (!symbol.isOnLot(quantity)) {
            return T.format("violation.lot", Formats.quantity(symbol.lotSize()));
        }
        return symbol.minOrderValue().isEmpty() || violation.reason() != RejectReason.QUANTITY ? violation.text()
                : T.format("violation.minimum", Formats.money(symbol.currency(), symbol.minOrderValue().get()));
    }
}
