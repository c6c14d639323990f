package org.jts.ui.orders.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jts.api.market.Symbol;
import org.jts.api.order.Order;
import org.jts.api.order.OrderNames;
import org.jts.api.trading.DeskOrder;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** Asks for another quantity and price of an open order, and lets only through what the symbol's rules allow. */
final class ModifyDialog extends Dialog {
    private static final Texts T = Texts.of(ModifyDialog.class);

    private final DeskOrder order;
    private final OrdersServices services;
    private final Optional<Symbol> symbol;
    private Text quantity;
    private Text price;
    private Label problem;
    private Optional<Change> change = Optional.empty();

    /** @param limitPrice empty when it stays */
    record Change(BigDecimal quantity, Optional<BigDecimal> limitPrice) {
    }

    ModifyDialog(Shell parent, DeskOrder order, OrdersServices services) {
        super(parent);
        this.order = order;
        this.services = services;
        this.symbol = services.feed().symbol(order.broker(), order.order().symbol());
    }

    /** @return empty when the user thought better of it */
    Optional<Change> ask() {
        return open() == Window.OK ? change : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("modify.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Composite form = new Composite(area, SWT.NONE);
        form.setLayout(new GridLayout(2, false));
        form.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        AccountMark.add(form, order, services, "orders.modify.account");
        Label what = new Label(form, SWT.NONE);
        what.setText(OrderNames.side(order.order().side()) + "  " + symbol.map(Symbol::name).orElse("") + "  "
                + order.order().symbol().code());
        what.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        quantity = field(form, T.get("modify.quantity"), "orders.modify.quantity", order.order().quantity());
        if (order.order().type().hasLimitPrice()) {
            price = field(form, T.get("modify.price"), "orders.modify.price",
                    order.order().limitPrice().orElse(BigDecimal.ZERO));
        }
        problem = new Label(form, SWT.WRAP);
        problem.setData(DataTable.WIDGET_KEY, "orders.modify.problem");
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1);
        place.widthHint = 320;
        place.heightHint = 48;
        problem.setLayoutData(place);
        Updates.foreground(problem, Palette.of(form).error());
        return area;
    }

    private Text field(Composite form, String caption, String id, BigDecimal value) {
        new Label(form, SWT.NONE).setText(caption);
        Text text = new Text(form, SWT.BORDER | SWT.RIGHT);
        text.setData(DataTable.WIDGET_KEY, id);
        text.setText(Formats.price(value));
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        text.addListener(SWT.Modify, e -> check());
        return text;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, T.get("modify.ok"), true).setData(DataTable.WIDGET_KEY,
                "orders.modify.ok");
        createButton(parent, IDialogConstants.CANCEL_ID, T.get("modify.cancel"), false);
        check();
    }

    private void check() {
        Optional<BigDecimal> newQuantity = number(quantity.getText());
        Optional<BigDecimal> newPrice = price == null ? Optional.empty() : number(price.getText());
        List<String> problems = ModifyRules.problems(order.order(), symbol, newQuantity, newPrice);
        problem.setText(String.join("\n", problems));
        change = problems.isEmpty() ? Optional.of(new Change(newQuantity.orElseThrow(), changed(newPrice)))
                : Optional.empty();
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(problems.isEmpty());
        }
    }

    private Optional<BigDecimal> changed(Optional<BigDecimal> newPrice) {
        Order before = order.order();
        return newPrice.filter(p -> before.limitPrice().isEmpty() || before.limitPrice().get().compareTo(p) != 0);
    }

    private static Optional<BigDecimal> number(String text) {
        String plain = text.replace(",", "").strip();
        return plain.matches("\\d{1,15}(\\.\\d{0,12})?") ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }
}
