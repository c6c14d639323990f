package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountType;
import org.jts.api.market.Symbol;
import org.jts.api.order.OrderNames;
import org.jts.api.order.Side;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Texts;

/**
 * An order in words, to be confirmed.
 *
 * @param live     whether real money is at stake
 * @param side     colours the headline
 * @param headline what is bought or sold
 * @param action   on the button that sends it
 * @param lines    captions and values
 * @param warning  what the trader should think of twice
 * @param maySkip  whether such orders may be sent without asking
 */
record OrderSummary(boolean live, Side side, String headline, String action, Map<String, String> lines,
        Optional<String> warning, boolean maySkip) {
    private static final Texts T = Texts.of(OrderSummary.class);

    /** @param model with account, symbol and quantity */
    static OrderSummary of(TicketModel model) {
        Symbol symbol = model.symbol.orElseThrow();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(T.get("account"), model.account.orElseThrow().key().account() + "  " + accountType(model));
        lines.put(T.get("type"), model.kindName());
        lines.put(T.get("quantity"), Formats.quantity(model.quantity.orElseThrow()));
        if (model.type.hasLimitPrice()) {
            model.limitPrice.ifPresent(p -> lines.put(T.get("price"), Formats.price(p, symbol.ticks())));
        }
        if (model.type.hasStopPrice()) {
            model.stopPrice.ifPresent(p -> lines.put(T.get("stop"), Formats.price(p, symbol.ticks())));
        }
        model.value().ifPresent(v -> lines.put(model.type.hasLimitPrice() ? T.get("value") : T.get("value.about"),
                Formats.money(symbol.currency(), v)));
        Optional<String> warning = warning(model);
        boolean paper = model.account.get().account().type() == AccountType.PAPER;
        return new OrderSummary(!paper, model.side, OrderNames.side(model.side) + "  " + symbol.name() + "  "
                + symbol.id().code(),
                model.side == Side.BUY ? T.get("submit.buy") : T.get("submit.sell"), lines, warning,
                paper && warning.isEmpty());
    }

    private static Optional<String> warning(TicketModel model) {
        Optional<BigDecimal> equity = model.balance().map(b -> b.totalEquity());
        Optional<BigDecimal> value = model.value();
        if (equity.isEmpty() || value.isEmpty() || !Amounts.isLarge(value.get(), equity.get())) {
            return Optional.empty();
        }
        return Optional.of(equity.get().signum() <= 0 ? T.get("confirm.noequity")
                : T.format("confirm.large", Amounts.percent(value.get(), equity.get()).toPlainString()));
    }

    private static String accountType(TicketModel model) {
        return model.account.orElseThrow().account().type() == AccountType.PAPER ? T.get("paper") : T.get("live");
    }
}
