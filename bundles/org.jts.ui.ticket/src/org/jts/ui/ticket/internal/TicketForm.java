package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** The widgets of the ticket, in their order; what they do is the control's business. */
final class TicketForm {
    private static final Texts T = Texts.of(TicketForm.class);
    private static final int SUBMIT_HEIGHT = 34;
    /** Less than any width it will have: texts do not make the form wider. */
    private static final int NARROW = 120;
    private static final int[] PERCENTS = { 10, 25, 50, 100 };

    /** What the form asks of its owner. */
    interface Actions {
        void account(org.jts.api.account.AccountKey account);

        /** Unlocks the chosen account, which trades real money. */
        void unlock();

        void side(Side side);

        void type(OrderType type);

        void timeInForce(TimeInForce time);

        void route(String route);

        /** Empty for an order of plain type and time in force. */
        void kind(Optional<OrderInstruction> kind);

        void edited();

        void percent(int percent);

        void submit();

        Optional<BigDecimal> steppedQuantity(int count);

        Optional<BigDecimal> steppedLimit(int count);

        Optional<BigDecimal> steppedStop(int count);
    }

    private final List<Label> plain = new ArrayList<>();
    final Composite root;
    final AccountBox account;
    final Text symbol;
    final Label symbolName;
    final PriceLine prices;
    final Choice<Side> side;
    final Choice<OrderType> type;
    final Choice<TimeInForce> timeInForce;
    final KindRow kind;
    final NumberField quantity;
    final NumberField limit;
    final NumberField stop;
    final Label value;
    final Label after;
    final Label fee;
    final Button submit;
    final MessageArea messages;

    TicketForm(Composite parent, Actions actions) {
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 8;
        layout.verticalSpacing = 4;
        root.setLayout(layout);
        account = new AccountBox(root, actions::account, actions::unlock);
        caption(T.get("symbol"));
        symbol = new Text(root, SWT.BORDER);
        symbol.setData(DataTable.WIDGET_KEY, "ticket.symbol");
        symbol.setMessage(T.get("symbol.hint"));
        symbol.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        symbolName = plain(new Label(root, SWT.NONE));
        symbolName.setData(DataTable.WIDGET_KEY, "ticket.symbol.name");
        span(symbolName).widthHint = NARROW;
        symbolName.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        prices = new PriceLine(root);
        span(prices.control());
        side = new Choice<>(root, "ticket.side", true, Side.values(),
                s -> s == Side.BUY ? T.get("side.buy.key") : T.get("side.sell.key"), actions::side);
        span(side.control());
        type = new Choice<>(root, "ticket.type", false, OrderType.values(), OrderNames::type, actions::type);
        span(type.control());
        timeInForce = new Choice<>(root, "ticket.tif", true, TimeInForce.values(), OrderNames::timeInForce,
                actions::timeInForce);
        span(timeInForce.control());
        kind = new KindRow(root, actions::route, actions::kind);
        limit = new NumberField(root, T.get("price.key"), "ticket.price", actions::steppedLimit, actions::edited);
        stop = new NumberField(root, T.get("stop.key"), "ticket.stop", actions::steppedStop, actions::edited);
        quantity = new NumberField(root, T.get("quantity.key"), "ticket.quantity", actions::steppedQuantity,
                actions::edited);
        percents(actions);
        Composite amounts = new Composite(root, SWT.NONE);
        GridLayout columns = new GridLayout(2, false);
        columns.marginWidth = 0;
        columns.marginHeight = 0;
        columns.verticalSpacing = 1;
        amounts.setLayout(columns);
        span(amounts);
        value = amount(amounts, T.get("value"), "ticket.value");
        fee = amount(amounts, T.get("fee"), "ticket.fee");
        after = amount(amounts, T.get("after"), "ticket.after");
        submit = new Button(root, SWT.PUSH);
        submit.setData(DataTable.WIDGET_KEY, "ticket.submit");
        submit.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        submit.addListener(SWT.Selection, e -> actions.submit());
        span(submit).heightHint = SUBMIT_HEIGHT;
        messages = new MessageArea(root);
        span(messages.control()).heightHint = messages.height();
        quantity.onEnter(actions::submit);
        limit.onEnter(actions::submit);
        stop.onEnter(actions::submit);
    }

    /**
     * Which fields the order has, what the broker takes, and the price now.
     *
     * @return whether the form needs another height
     */
    boolean show(TicketModel model) {
        boolean changed = kind.show(model.kinds);
        Optional<OrderInstruction> special = model.kinds.special();
        type.enable(wanted -> special.isEmpty() && model.takes(wanted), special.map(s -> T.format("kind.set",
                s.name())).orElse(T.get("type.unavailable")));
        timeInForce.enable(time -> special.isEmpty() && model.takes(model.type, time), special.map(s -> T.format(
                "kind.set", s.name())).orElse(T.get("tif.unavailable")));
        limit.show(model.type.hasLimitPrice());
        stop.show(model.type.hasStopPrice());
        if (model.symbol.isPresent() && model.quote.isPresent()) {
            prices.show(model.quote.get(), model.symbol.get());
        }
        return changed;
    }

    /** What the symbol is called; on one line, so that nothing below it moves. */
    void showName(String name) {
        Updates.text(symbolName, name);
        Updates.toolTip(symbolName, name);
    }

    private void caption(String text) {
        plain(new Label(root, SWT.NONE)).setText(text);
    }

    private Label plain(Label label) {
        plain.add(label);
        return label;
    }

    private static GridData span(Control control) {
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        control.setLayoutData(place);
        return place;
    }

    private void percents(Actions actions) {
        Composite row = new Composite(root, SWT.NONE);
        span(row);
        GridLayout layout = new GridLayout(PERCENTS.length, true);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 2;
        row.setLayout(layout);
        for (int percent : PERCENTS) {
            Button button = new Button(row, SWT.PUSH);
            button.setText(percent + "%");
            button.setToolTipText(T.format("percent.tip", percent));
            button.setData(DataTable.WIDGET_KEY, "ticket.percent." + percent);
            button.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
            button.addListener(SWT.Selection, e -> actions.percent(percent));
        }
    }

    private Label amount(Composite amounts, String text, String id) {
        plain(new Label(amounts, SWT.NONE)).setText(text);
        Label label = plain(new Label(amounts, SWT.RIGHT));
        label.setData(DataTable.WIDGET_KEY, id);
        label.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        return label;
    }

    /** Gives everything the colours of the theme, and those that mean buying or selling. */
    void paint(Side chosen) {
        Palette palette = Palette.of(root);
        plain.forEach(label -> Updates.foreground(label, palette.text()));
        type.paint(palette);
        timeInForce.paint(palette);
        var color = chosen == Side.BUY ? palette.up() : palette.down();
        for (Side one : Side.values()) {
            Button button = side.button(one);
            var own = one == Side.BUY ? palette.up() : palette.down();
            Updates.background(button, one == chosen ? own : palette.card());
            Updates.foreground(button, one == chosen ? palette.background() : own);
        }
        Updates.background(submit, submit.isEnabled() ? color : palette.card());
        Updates.foreground(submit, submit.isEnabled() ? palette.background() : palette.stale());
    }
}
