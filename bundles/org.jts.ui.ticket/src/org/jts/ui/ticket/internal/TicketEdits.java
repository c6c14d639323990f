package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.Optional;

import org.jts.api.account.AccountKey;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.kit.UnlockDialog;

/** Brings what the user does in the form, or elsewhere suggests, into the model. */
final class TicketEdits implements TicketForm.Actions {
    private final TicketServices services;
    private final TicketModel model;
    private final Runnable refresh;
    private final Runnable arrange;
    private final Runnable submit;
    private TicketForm form;
    private boolean priceTouched;

    /**
     * @param refresh shows what follows from the model
     * @param arrange done when other fields are shown
     * @param submit  sends the order
     */
    TicketEdits(TicketServices services, TicketModel model, Runnable refresh, Runnable arrange, Runnable submit) {
        this.services = services;
        this.model = model;
        this.refresh = refresh;
        this.arrange = arrange;
        this.submit = submit;
    }

    /** Before anything else: the form is made with these actions. */
    void of(TicketForm edited) {
        form = edited;
    }

    /** Another instrument: what was typed for the last one is none for it. */
    void clear() {
        model.limitPrice = Optional.empty();
        model.stopPrice = Optional.empty();
        model.quantity = Optional.empty();
        form.limit.clear();
        form.stop.clear();
        form.quantity.clear();
        priceTouched = false;
    }

    /** Fills in what most orders begin with: one lot at the last price. */
    void prefill(boolean symbolIsNew) {
        if (model.symbol.isEmpty()) {
            return;
        }
        BigDecimal lot = model.symbol.get().lotSize();
        if (symbolIsNew && model.quantity.isEmpty() && lot.compareTo(BigDecimal.ONE) >= 0) {
            setQuantity(lot);
        }
        // A price of before the line was there, perhaps of days ago, is none to begin with.
        if (!priceTouched && model.limitPrice.isEmpty() && model.quote.filter(TicketModel::trusted).isPresent()) {
            setLimit(model.symbol.get().ticks().roundDown(model.quote.get().quote().last()));
        }
    }

    void suggested(OrderSuggestion suggestion) {
        suggestion.side().ifPresent(side -> {
            form.side.select(side);
            model.side = side;
        });
        suggestion.price().ifPresent(price -> {
            if (!model.type.hasLimitPrice()) {
                model.kinds.choose(Optional.empty());
                form.type.select(OrderType.LIMIT);
                type(OrderType.LIMIT);
            }
            setLimit(price);
            priceTouched = true;
        });
        suggestion.quantity().ifPresent(this::setQuantity);
        refresh.run();
    }

    private void setLimit(BigDecimal price) {
        model.limitPrice = Optional.of(price);
        form.limit.set(price);
    }

    private void setQuantity(BigDecimal quantity) {
        model.quantity = Optional.of(quantity);
        form.quantity.set(quantity);
    }

    @Override
    public void account(AccountKey account) {
        services.context().select(account);
        refresh.run();
    }

    @Override
    public void unlock() {
        model.account.ifPresent(account -> UnlockDialog.open(form.root.getShell(), services.desk(), account));
        refresh.run();
    }

    @Override
    public void side(Side side) {
        model.side = side;
        refresh.run();
    }

    @Override
    public void type(OrderType type) {
        model.type = type;
        if (model.kinds.special().isEmpty() && !model.takes(type, model.timeInForce)) {
            for (TimeInForce time : TimeInForce.values()) {
                if (model.takes(type, time)) {
                    model.timeInForce = time;
                    form.timeInForce.select(time);
                    break;
                }
            }
        }
        refresh.run();
        arrange.run();
    }

    @Override
    public void timeInForce(TimeInForce time) {
        model.timeInForce = time;
        refresh.run();
    }

    @Override
    public void route(String route) {
        model.kinds.choose(route);
        fit();
    }

    @Override
    public void kind(Optional<OrderInstruction> kind) {
        model.kinds.choose(kind);
        kind.ifPresent(k -> {
            model.type = k.type();
            model.timeInForce = k.timeInForce();
        });
        fit();
    }

    /** Another way may not take the type; of what it takes the first is chosen. */
    private void fit() {
        if (model.kinds.special().isEmpty() && !model.takes(model.type)) {
            model.type = model.takes(OrderType.LIMIT) ? OrderType.LIMIT : OrderType.MARKET;
        }
        form.timeInForce.select(model.timeInForce);
        form.type.select(model.type);
        type(model.type);
    }

    @Override
    public void edited() {
        model.quantity = form.quantity.value();
        // Also an empty field, or one with a mistake in it, is what the user wants there for now.
        priceTouched |= !form.limit.value().equals(model.limitPrice) || !form.limit.mistake().isEmpty();
        model.limitPrice = form.limit.value();
        model.stopPrice = form.stop.value();
        refresh.run();
    }

    @Override
    public void percent(int percent) {
        if (model.symbol.isEmpty()) {
            return;
        }
        BigDecimal lot = model.symbol.get().lotSize();
        if (model.side == Side.SELL) {
            setQuantity(Amounts.share(percent, model.sellable(), lot));
        } else if (model.balance().isPresent() && model.referencePrice().isPresent()) {
            setQuantity(Amounts.affordable(percent, model.balance().get().buyingPower(), model.referencePrice().get(),
                    lot, Amounts.reserve(model.feeRate(), model.type)));
        }
        refresh.run();
    }

    @Override
    public void submit() {
        submit.run();
    }

    @Override
    public Optional<BigDecimal> steppedQuantity(int count) {
        return model.symbol.map(s -> Steps.quantity(s, model.quantity.orElse(BigDecimal.ZERO), count));
    }

    @Override
    public Optional<BigDecimal> steppedLimit(int count) {
        return stepped(model.limitPrice, count);
    }

    @Override
    public Optional<BigDecimal> steppedStop(int count) {
        return stepped(model.stopPrice, count);
    }

    private Optional<BigDecimal> stepped(Optional<BigDecimal> price, int count) {
        return model.symbol.map(s -> price.map(p -> Steps.price(s.ticks(), p, count))
                .or(() -> model.quote.map(q -> s.ticks().roundDown(q.quote().last())))
                .orElse(s.ticks().tickAt(BigDecimal.ZERO)));
    }
}
