package org.jts.ui.ticket.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.gateway.Capabilities;
import org.jts.api.market.Symbol;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.context.TradeContextListener;
import org.jts.ui.kit.BrokerChanges;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.SymbolProposals;
import org.jts.ui.kit.SymbolSearch;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewSite;

/** The open order ticket. UI thread, but for what services call. */
final class TicketControl implements ViewControl {
    private static final Texts T = Texts.of(TicketControl.class);
    private static final Duration REPAINT = Duration.ofMillis(100);

    private final TicketServices services;
    private final TicketModel model = new TicketModel();
    private final TicketLayout layout;
    private final TicketForm form;
    private final TicketEdits edits;
    private final BookCanvas book;
    private final Refresher repaint;
    private final TicketCheck check;
    private final Submission submission;
    private final List<Subscription> always = new ArrayList<>();
    private final List<Subscription> market = new ArrayList<>();
    private Optional<Instrument> instrument = Optional.empty();

    TicketControl(Composite parent, ViewSite site, TicketServices services) {
        this.services = services;
        layout = new TicketLayout(parent);
        edits = new TicketEdits(services, model, this::refresh, layout::arrange, this::submit);
        form = new TicketForm(layout.scroll(), edits);
        edits.of(form);
        layout.scroll().setContent(form.root);
        book = new BookCanvas(layout.root(), price -> edits.suggested(OrderSuggestion.ofPrice(price)));
        book.setData("org.eclipse.swtbot.widget.key", "ticket.book");
        check = new TicketCheck(services, model, form);
        submission = new Submission(services, model, form);
        form.type.select(model.type);
        chooseSymbols();
        repaint = new Refresher(layout.root(), REPAINT, this::refresh);
        Palette.onChange(layout.root(), this::refresh);
        listen();
        instrumentChanged(services.context().instrument());
        layout.arrange();
    }

    private void chooseSymbols() {
        SymbolProposals proposals = new SymbolProposals(form.symbol, this::symbols, this::choose);
        form.symbol.addListener(SWT.DefaultSelection, e -> {
            if (!proposals.isOpen()) {
                SymbolSearch.best(symbols(), form.symbol.getText()).ifPresentOrElse(this::choose,
                        () -> form.showName(T.format("symbol.none", form.symbol.getText())));
            }
        });
        form.symbol.addListener(SWT.FocusOut, e -> showSymbol());
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
                edits.suggested(suggestion);
            }
        }));
        always.add(services.accounts().listen(() -> repaint.request()));
        always.add(services.desk().listen(new DeskListener() {
            @Override
            public void onOrder(DeskOrder order) {
                ordered(order);
            }

            @Override
            public void onTradingState() {
                repaint.request();
            }
        }));
        services.desk().orders().forEach(model.fees::add);
        always.add(services.feed().listenSymbols(() -> repaint.request()));
        always.add(services.registry().listen(new BrokerChanges(() -> repaint.request())));
    }

    private void ordered(DeskOrder order) {
        model.fees.add(order);
        repaint.request();
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
        edits.clear();
        form.prices.nothing();
        form.messages.status("", Palette.of(form.root).text());
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
                services.context().account().or(form.account::selected), services.desk()::isUnlocked);
        if (model.symbol.isPresent() && !symbolWasThere) {
            showSymbol();
        }
        edits.prefill(!symbolWasThere);
        if (model.offerKinds()) {
            form.type.select(model.type);
            form.timeInForce.select(model.timeInForce);
        }
        if (form.show(model)) {
            layout.arrange();
        }
        showBook();
        check.show(connection(), submission);
    }

    private void submit() {
        refresh();
        if (check.isValid()) {
            submission.start(layout.root(), this::refresh);
        }
    }

    private Optional<BrokerConnection> connection() {
        return instrument.flatMap(i -> services.registry().broker(i.broker()));
    }

    private void showSymbol() {
        String code = instrument.map(i -> i.symbol().code()).orElse("");
        if (!form.symbol.getText().equals(code)) {
            form.symbol.setText(code);
        }
        form.showName(model.symbol.map(s -> s.name() + "   " + s.market()).orElse(
                instrument.isEmpty() ? T.get("symbol.choose") : T.get("symbol.unknown")));
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

    private Optional<BrokerId> broker() {
        return instrument.map(Instrument::broker)
                .or(() -> services.registry().brokers().stream().map(BrokerConnection::id).findFirst());
    }

    private List<Symbol> symbols() {
        return broker().map(services.feed()::symbols).orElse(List.of());
    }

    private void choose(Symbol symbol) {
        broker().ifPresent(broker -> services.context().select(new Instrument(broker, symbol.id())));
        form.quantity.setFocus();
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
