package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.gateway.Capabilities;
import org.jts.api.market.Symbol;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.context.TradeContextListener;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.SymbolProposals;
import org.jts.ui.kit.SymbolSearch;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewSite;

/** The open order ticket. UI thread, but for what services call. */
final class TicketControl implements ViewControl, TicketForm.Actions {
    private static final Texts T = Texts.of(TicketControl.class);
    private static final Duration REPAINT = Duration.ofMillis(100);
    private static final int BESIDE_WIDTH = 620;
    private static final int BOOK_SHARE = 4;

    private final TicketServices services;
    private final TicketModel model = new TicketModel();
    private final SashForm root;
    private final ScrolledComposite scroll;
    private final TicketForm form;
    private final BookCanvas book;
    private final Refresher repaint;
    private final TicketCheck check;
    private final Submission submission;
    private final List<Subscription> always = new ArrayList<>();
    private final List<Subscription> market = new ArrayList<>();
    private Optional<Instrument> instrument = Optional.empty();
    private boolean priceTouched;

    TicketControl(Composite parent, ViewSite site, TicketServices services) {
        this.services = services;
        root = new SashForm(parent, SWT.VERTICAL);
        scroll = new ScrolledComposite(root, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        form = new TicketForm(scroll, this);
        scroll.setContent(form.root);
        book = new BookCanvas(root, price -> suggested(OrderSuggestion.ofPrice(price)));
        book.setData("org.eclipse.swtbot.widget.key", "ticket.book");
        root.addListener(SWT.Resize, e -> arrange());
        check = new TicketCheck(services, model, form);
        submission = new Submission(services, model, form);
        form.type.select(model.type);
        SymbolProposals proposals = new SymbolProposals(form.symbol, this::symbols, this::choose);
        form.symbol.addListener(SWT.DefaultSelection, e -> {
            if (!proposals.isOpen()) {
                SymbolSearch.best(symbols(), form.symbol.getText()).ifPresentOrElse(this::choose,
                        () -> form.symbolName.setText(T.format("symbol.none", form.symbol.getText())));
            }
        });
        form.symbol.addListener(SWT.FocusOut, e -> showSymbol());
        repaint = new Refresher(root, REPAINT, this::refresh);
        Palette.onChange(root, this::refresh);
        listen();
        instrumentChanged(services.context().instrument());
        arrange();
    }

    private void listen() {
        always.add(services.context().listen(new TradeContextListener() {
            @Override
            public void instrumentChanged(Optional<Instrument> chosen) {
                TicketControl.this.instrumentChanged(chosen);
            }

            @Override
            public void accountChanged(Optional<AccountKey> account) {
                refresh();
            }

            @Override
            public void suggested(OrderSuggestion suggestion) {
                TicketControl.this.suggested(suggestion);
            }
        }));
        always.add(services.accounts().listen(() -> repaint.request()));
        always.add(services.desk().listen(order -> repaint.request()));
        always.add(services.feed().listenSymbols(() -> repaint.request()));
        always.add(services.registry().listen(new RegistryChanges(() -> repaint.request())));
    }

    private void arrange() {
        int wanted = root.getClientArea().width >= BESIDE_WIDTH ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (root.getOrientation() != wanted) {
            root.setOrientation(wanted);
        }
        layoutForm();
    }

    /** Gives the form the height that it needs, and the order book the rest, at least a quarter. */
    private void layoutForm() {
        int width = Math.max(1, scroll.getClientArea().width);
        Point needed = form.root.computeSize(width, SWT.DEFAULT, true);
        scroll.setMinSize(needed);
        form.root.layout(true, true);
        int height = root.getClientArea().height;
        if (root.getOrientation() == SWT.VERTICAL && height > 0) {
            int share = Math.min(needed.y, height - height / BOOK_SHARE) * 1000 / height;
            if (share != root.getWeights()[0]) {
                root.setWeights(share, 1000 - share);
            }
        }
    }

    private void instrumentChanged(Optional<Instrument> chosen) {
        if (chosen.equals(instrument) && model.symbol.isPresent()) {
            return;
        }
        instrument = chosen;
        market.forEach(Subscription::close);
        market.clear();
        model.symbol = Optional.empty();
        model.quote = Optional.empty();
        model.limitPrice = Optional.empty();
        model.stopPrice = Optional.empty();
        model.quantity = Optional.empty();
        form.limit.clear();
        form.stop.clear();
        form.quantity.clear();
        form.prices.nothing();
        form.status.setText("");
        priceTouched = false;
        chosen.ifPresent(wanted -> {
            market.add(services.feed().watch(wanted.broker(), Set.of(wanted.symbol()), quote -> repaint.request()));
            market.add(services.feed().watchOrderBook(wanted.broker(), wanted.symbol(), b -> repaint.request()));
        });
        refresh();
        showSymbol();
    }

    /** Takes in what services know by now, and shows it. */
    private void refresh() {
        boolean symbolWasThere = model.symbol.isPresent();
        model.symbol = instrument.flatMap(i -> services.feed().symbol(i.broker(), i.symbol()));
        model.quote = instrument.flatMap(i -> services.feed().latest(i.broker(), i.symbol()));
        model.capabilities = connection().map(c -> c.gateway().capabilities()).orElse(Capabilities.none());
        model.account = form.account.show(
                instrument.map(i -> services.accounts().accounts(i.broker())).orElse(List.of()),
                services.context().account().or(form.account::selected));
        if (model.symbol.isPresent() && !symbolWasThere) {
            showSymbol();
            if (model.quantity.isEmpty() && model.symbol.get().lotSize().compareTo(BigDecimal.ONE) >= 0) {
                setQuantity(model.symbol.get().lotSize());
            }
        }
        // A price of before the line was there, perhaps of days ago, is none to begin with.
        if (!priceTouched && model.limitPrice.isEmpty() && model.quote.filter(TicketControl::trusted).isPresent()
                && model.symbol.isPresent()) {
            setLimit(model.symbol.get().ticks().roundDown(model.quote.get().quote().last()));
        }
        showKinds();
        if (model.symbol.isPresent() && model.quote.isPresent()) {
            form.prices.show(model.quote.get(), model.symbol.get());
        }
        showBook();
        if (check.show(connection(), submission.isBusy())) {
            layoutForm();
        }
    }

    private Optional<BrokerConnection> connection() {
        return instrument.flatMap(i -> services.registry().broker(i.broker()));
    }

    static boolean trusted(LiveQuote quote) {
        return quote.freshness() == Freshness.LIVE || quote.freshness() == Freshness.DELAYED;
    }

    private void showSymbol() {
        String code = instrument.map(i -> i.symbol().code()).orElse("");
        if (!form.symbol.getText().equals(code)) {
            form.symbol.setText(code);
        }
        form.symbolName.setText(model.symbol.map(s -> s.name() + "   " + s.market())
                .orElse(instrument.isEmpty() ? T.get("symbol.choose") : T.get("symbol.unknown")));
    }

    private void showBook() {
        if (model.symbol.isEmpty()) {
            book.show(T.get("book.none"));
            return;
        }
        services.feed().latestOrderBook(instrument.orElseThrow().broker(), instrument.get().symbol())
                .ifPresentOrElse(b -> book.show(model.symbol.get(), b, model.quote.map(q -> q.quote().last()),
                        model.quote.flatMap(q -> q.quote().previousClose()),
                        !connection().map(c -> c.state().isConnected()).orElse(false)),
                        () -> book.show(T.get("book.none")));
    }

    private void showKinds() {
        form.type.enable(model::takes, T.get("type.unavailable"));
        form.timeInForce.enable(time -> model.takes(model.type, time), T.get("tif.unavailable"));
        form.limit.show(model.type.hasLimitPrice());
        form.stop.show(model.type.hasStopPrice());
    }

    private List<Symbol> symbols() {
        return instrument.map(Instrument::broker)
                .or(() -> services.registry().brokers().stream().map(BrokerConnection::id).findFirst())
                .map(services.feed()::symbols).orElse(List.of());
    }

    private void choose(Symbol symbol) {
        instrument.map(Instrument::broker)
                .or(() -> services.registry().brokers().stream().map(BrokerConnection::id).findFirst())
                .ifPresent(broker -> services.context().select(new Instrument(broker, symbol.id())));
        form.quantity.setFocus();
    }

    private void suggested(OrderSuggestion suggestion) {
        suggestion.side().ifPresent(side -> {
            form.side.select(side);
            model.side = side;
        });
        suggestion.price().ifPresent(price -> {
            if (!model.type.hasLimitPrice()) {
                form.type.select(OrderType.LIMIT);
                type(OrderType.LIMIT);
            }
            setLimit(price);
            priceTouched = true;
        });
        suggestion.quantity().ifPresent(this::setQuantity);
        refresh();
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
        refresh();
    }

    @Override
    public void side(Side side) {
        model.side = side;
        refresh();
    }

    @Override
    public void type(OrderType type) {
        model.type = type;
        if (!model.takes(type, model.timeInForce)) {
            for (TimeInForce time : TimeInForce.values()) {
                if (model.takes(type, time)) {
                    model.timeInForce = time;
                    form.timeInForce.select(time);
                    break;
                }
            }
        }
        refresh();
        layoutForm();
    }

    @Override
    public void timeInForce(TimeInForce time) {
        model.timeInForce = time;
        refresh();
    }

    @Override
    public void edited() {
        model.quantity = form.quantity.value();
        priceTouched |= !form.limit.value().equals(model.limitPrice);
        model.limitPrice = form.limit.value();
        model.stopPrice = form.stop.value();
        refresh();
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
            setQuantity(Amounts.affordable(percent, model.balance().get().buyingPower(),
                    model.referencePrice().get(), lot, Amounts.reserve(check.feeRate(), model.type)));
        }
        refresh();
    }

    @Override
    public void submit() {
        refresh();
        if (check.isValid()) {
            submission.start(root, this::refresh, this::layoutForm);
        }
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

    @Override
    public void setFocus() {
        if (instrument.isPresent()) {
            form.quantity.setFocus();
        } else {
            form.symbol.setFocus();
        }
    }

    @Override
    public void dispose() {
        always.forEach(Subscription::close);
        market.forEach(Subscription::close);
    }
}
