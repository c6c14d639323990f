package org.jts.ui.orders.internal;

import java.util.Comparator;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jts.api.market.Symbol;
import org.jts.api.order.Execution;
import org.jts.api.order.OrderNames;
import org.jts.api.trading.DeskOrder;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Texts;

/** All that is known of one order, with its trades. */
final class DetailDialog extends Dialog {
    private static final Texts T = Texts.of(DetailDialog.class);

    private final DeskOrder order;
    private final OrdersServices services;

    DetailDialog(Shell parent, DeskOrder order, OrdersServices services) {
        super(parent);
        this.order = order;
        this.services = services;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("detail.title"));
    }

    @Override
    protected Point getInitialSize() {
        return new Point(640, 420);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        var zone = services.feed().symbol(order.broker(), order.order().symbol()).map(Symbol::zone)
                .orElse(Formats.SEOUL);
        Text text = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP);
        text.setData(DataTable.WIDGET_KEY, "orders.detail.text");
        text.setText(T.format("detail.text", order.account(), order.order().symbol(),
                OrderNames.side(order.order().side()), services.kind(order),
                OrderNames.timeInForce(order.order().timeInForce()), Formats.quantity(order.order().quantity()),
                OrderTexts.price(order), OrderNames.status(order.order().status()),
                order.order().brokerOrderId().map(Object::toString).orElse("-"),
                order.order().clientOrderId().map(Object::toString).orElse("-"),
                Formats.dateTime(order.order().createdAt(), zone), Formats.dateTime(order.order().updatedAt(), zone),
                order.order().message().orElse("-")));
        text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        DataTable<Execution> trades = new DataTable<>(area, "orders.executions", Execution::id);
        trades.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        trades.column("time", T.get("column.time"), 150, SWT.LEFT, e -> Formats.dateTime(e.time(), zone))
                .sortBy(Comparator.comparing(Execution::time));
        trades.column("quantity", T.get("column.quantity"), 90, SWT.RIGHT, e -> Formats.quantity(e.quantity()));
        trades.column("price", T.get("column.price"), 100, SWT.RIGHT, e -> Formats.price(e.price()));
        trades.column("commission", T.get("column.commission"), 90, SWT.RIGHT, e -> Formats.price(e.commission()));
        trades.column("tax", T.get("column.tax"), 90, SWT.RIGHT, e -> Formats.price(e.tax()));
        trades.column("id", T.get("column.execution"), 100, SWT.LEFT, e -> e.id().toString()).stretch();
        trades.emptyText(T.get("detail.empty"));
        trades.setRows(order.executions());
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, T.get("detail.close"), true);
    }
}
