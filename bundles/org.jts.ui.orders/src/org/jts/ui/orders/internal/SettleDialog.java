package org.jts.ui.orders.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jts.api.market.Symbol;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderNames;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Verdict;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/**
 * Lets a person say what became of an order of which the desk does not know whether the broker has it. What the broker
 * shows and nobody here placed is offered.
 */
final class SettleDialog extends Dialog {
    private static final Texts T = Texts.of(SettleDialog.class);
    private static final int WIDTH = 460;
    /** The broker's clock and ours differ by no more. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final DeskOrder order;
    private final OrdersServices services;
    private Button arrived;
    private Button never;
    private Combo number;
    private Label shown;
    private Label problem;
    /** The number that is none of those offered, and was asked about. */
    private String doubted = "";

    SettleDialog(Shell parent, DeskOrder order, OrdersServices services) {
        super(parent);
        this.order = order;
        this.services = services;
    }

    /** The broker's numbers of orders in the same account that could be this one, the newest first. */
    static List<String> candidates(DeskOrder order, List<DeskOrder> all) {
        return possible(order, all).map(o -> o.order().brokerOrderId().orElseThrow().value()).toList();
    }

    private static Stream<DeskOrder> possible(DeskOrder order, List<DeskOrder> all) {
        return all.stream().filter(o -> o.foreign() && o.order().brokerOrderId().isPresent()
                && o.account().equals(order.account()) && o.order().symbol().equals(order.order().symbol())
                && o.order().side() == order.order().side()
                && o.order().quantity().compareTo(order.order().quantity()) <= 0
                && !o.order().createdAt().isBefore(order.order().createdAt().minus(CLOCKS_DIFFER)))
                .sorted((a, b) -> b.order().createdAt().compareTo(a.order().createdAt()));
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("settle.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Composite form = new Composite(area, SWT.NONE);
        form.setLayout(new GridLayout(2, false));
        form.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        AccountMark.add(form, order, services, "orders.settle.account");
        String name = services.feed().symbol(order.broker(), order.order().symbol()).map(Symbol::name).orElse("");
        text(form, T.format("settle.order", OrderNames.side(order.order().side()), name,
                order.order().symbol().code(), Formats.quantity(order.order().quantity()), OrderTexts.price(order),
                services.timeOf(order)), 0);
        Label why = text(form, order.order().message().orElse(""), 32);
        Updates.foreground(why, Palette.of(form).error());
        text(form, T.get("settle.advice"), 48);
        arrived = choice(form, T.get("settle.arrived"), "orders.settle.arrived", 1);
        number = new Combo(form, SWT.DROP_DOWN);
        number.setData(DataTable.WIDGET_KEY, "orders.settle.number");
        number.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        candidates(order, services.desk().orders()).forEach(number::add);
        number.addListener(SWT.Modify, e -> {
            arrived.setSelection(true);
            never.setSelection(false);
            tellOfNumber();
            check();
        });
        shown = text(form, "", 0);
        shown.setData(DataTable.WIDGET_KEY, "orders.settle.shown");
        Updates.foreground(shown, Palette.of(form).muted());
        never = choice(form, T.get("settle.never"), "orders.settle.never", 2);
        // Then a change of it is what nobody knows.
        never.setEnabled(order.order().brokerOrderId().isEmpty() && order.executions().isEmpty());
        problem = text(form, "", 48);
        problem.setData(DataTable.WIDGET_KEY, "orders.settle.problem");
        Updates.foreground(problem, Palette.of(form).error());
        return area;
    }

    private static Label text(Composite form, String words, int height) {
        Label label = new Label(form, SWT.WRAP);
        label.setText(words.replace("&", "&&"));
        GridData place = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        place.widthHint = WIDTH;
        if (height > 0) {
            place.minimumHeight = height;
        }
        label.setLayoutData(place);
        return label;
    }

    private Button choice(Composite form, String words, String id, int columns) {
        Button button = new Button(form, SWT.RADIO);
        button.setText(words);
        button.setData(DataTable.WIDGET_KEY, id);
        button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false, columns, 1));
        button.addListener(SWT.Selection, e -> check());
        return button;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, T.get("settle.ok"), false).setData(DataTable.WIDGET_KEY,
                "orders.settle.ok");
        createButton(parent, IDialogConstants.CANCEL_ID, T.get("modify.cancel"), true);
        check();
    }

    /** What the broker has under the number, where it is one of those offered. */
    private void tellOfNumber() {
        String typed = number.getText().strip();
        shown.setText(possible(order, services.desk().orders())
                .filter(o -> o.order().brokerOrderId().orElseThrow().value().equals(typed)).findFirst()
                .map(o -> T.format("settle.shown", Formats.quantity(o.order().quantity()), OrderTexts.price(o),
                        services.timeOf(o), OrderNames.status(o.order().status()))).orElse(""));
    }

    private void check() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(never.getSelection() || arrived.getSelection() && !number.getText().isBlank());
        }
    }

    /** A number that is none of those offered may be a slip of the keys, and would bind the order to another one. */
    private boolean isSure() {
        String typed = number.getText().strip();
        if (never.getSelection() || typed.equals(doubted)
                || candidates(order, services.desk().orders()).contains(typed)) {
            return true;
        }
        doubted = typed;
        say(T.format("settle.sure", typed));
        return false;
    }

    private void say(String words) {
        problem.setText(words.replace("&", "&&"));
        problem.getShell().layout(true, true);
    }

    /** Reads memory only, and notes what was said. */
    @Override
    protected void okPressed() {
        if (!isSure()) {
            return;
        }
        Verdict verdict = never.getSelection() ? new Verdict.NeverArrived()
                : new Verdict.Arrived(new BrokerOrderId(number.getText().strip()));
        Optional<String> refusal = services.desk().settle(order.key(), verdict);
        if (refusal.isPresent()) {
            say(refusal.get());
        } else {
            super.okPressed();
        }
    }
}
