package org.jts.ui.orders.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jts.api.Subscription;
import org.jts.api.account.AccountType;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Verdict;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** The orders in brokers' own words: what came of each, and by hand what became of one that nobody knows. */
final class CallsDialog extends Dialog {
    private static final Texts T = Texts.of(CallsDialog.class);
    private static final int ADVICE = 700;
    private static final int DETAIL_LINES = 3;
    /** Of a broker's number of an order. */
    private static final int LONGEST = 64;

    private final OrdersServices services;
    private DataTable<DeskCall> table;
    /** All of the call that is chosen: a row shows its beginning. */
    private Text detail;
    private Text number;
    private Button arrived;
    private Button never;
    private Label problem;
    /** Of which it was said that it never arrived, and asked about. */
    private String doubted = "";

    CallsDialog(Shell parent, OrdersServices services) {
        super(parent);
        this.services = services;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /** What the button that opens it says: how many there are, or how many must be settled. */
    static String summary(List<DeskCall> calls) {
        long unknown = calls.stream().filter(DeskCall::isUnknown).count();
        return unknown > 0 ? T.format("calls.unknown", unknown) : T.format("calls.count", calls.size());
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("calls.title"));
    }

    @Override
    protected Point getInitialSize() {
        return new Point(1_080, 500);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Label advice = new Label(area, SWT.WRAP);
        advice.setText(T.get("calls.advice"));
        GridData place = new GridData(SWT.FILL, SWT.TOP, true, false);
        place.widthHint = ADVICE;
        advice.setLayoutData(place);
        table = table(area);
        detail = detail(area);
        verdict(area);
        Refresher refresher = new Refresher(area, OrdersControl.REPAINT, this::refresh);
        Subscription told = services.desk().listen(new DeskListener() {
            @Override
            public void onOrder(DeskOrder order) {
                refresher.request();
            }

            @Override
            public void onCall(DeskCall call) {
                refresher.request();
            }
        });
        area.addListener(SWT.Dispose, e -> told.close());
        refresh();
        return area;
    }

    private DataTable<DeskCall> table(Composite area) {
        DataTable<DeskCall> calls = new DataTable<>(area, "orders.calls", DeskCall::key);
        calls.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        calls.column("time", T.get("column.time"), 80, SWT.LEFT, c -> Formats.time(c.placedAt(), Formats.SEOUL,
                services.time().now())).sortBy(Comparator.comparing(DeskCall::placedAt));
        calls.column("what", T.get("calls.what"), 310, SWT.LEFT, c -> c.call().title());
        calls.column("account", T.get("column.account"), 156, SWT.LEFT, this::account)
                .color(c -> isLive(c) ? Palette.of(area).error() : Palette.of(area).text());
        calls.column("outcome", T.get("column.status"), 90, SWT.LEFT, this::outcome).color(this::color);
        calls.column("number", T.get("column.id"), 160, SWT.LEFT, c -> c.number().map(Object::toString).orElse(""));
        calls.column("message", T.get("column.message"), 160, SWT.LEFT, this::message).stretch();
        calls.sort("time", false);
        calls.onSelect(call -> enable());
        return calls;
    }

    private static Text detail(Composite area) {
        Text text = new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL | SWT.BORDER);
        text.setData(DataTable.WIDGET_KEY, "orders.calls.detail");
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.heightHint = DETAIL_LINES * text.getLineHeight();
        text.setLayoutData(place);
        return text;
    }

    /** With a word where the money is real. */
    private String account(DeskCall call) {
        String account = call.call().account().account().value();
        return isLive(call) ? T.get("live") + " " + account : account;
    }

    private boolean isLive(DeskCall call) {
        return services.accounts().account(call.call().account())
                .filter(a -> a.account().type() == AccountType.LIVE).isPresent();
    }

    private void verdict(Composite area) {
        Composite row = new Composite(area, SWT.NONE);
        GridLayout layout = new GridLayout(4, false);
        layout.marginWidth = 0;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        new Label(row, SWT.NONE).setText(T.get("calls.number"));
        number = new Text(row, SWT.BORDER);
        number.setData(DataTable.WIDGET_KEY, "orders.calls.number");
        number.setTextLimit(LONGEST);
        number.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        number.addListener(SWT.Modify, e -> enable());
        arrived = button(row, T.get("calls.arrived"), "orders.calls.arrived");
        arrived.addListener(SWT.Selection, e -> settle(new Verdict.Arrived(new BrokerOrderId(number.getText()
                .strip()))));
        never = button(row, T.get("calls.never"), "orders.calls.never");
        never.addListener(SWT.Selection, e -> settleNever());
        problem = new Label(area, SWT.WRAP);
        Updates.foreground(problem, Palette.of(area).error());
        problem.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    private static Button button(Composite row, String text, String id) {
        Button button = new Button(row, SWT.PUSH);
        button.setText(text);
        button.setData(DataTable.WIDGET_KEY, id);
        return button;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, T.get("detail.close"), true);
    }

    private void refresh() {
        table.setRows(new ArrayList<>(services.desk().calls()));
        enable();
    }

    private Optional<DeskCall> unknown() {
        return table.selections().stream().findFirst().filter(DeskCall::isUnknown);
    }

    private void enable() {
        String all = table.selections().stream().findFirst().map(c -> (c.call().title() + "\n" + message(c)).strip())
                .orElse("");
        if (!detail.getText().equals(all)) {
            detail.setText(all);
        }
        boolean isUnknown = unknown().isPresent();
        number.setEnabled(isUnknown);
        arrived.setEnabled(isUnknown && !number.getText().isBlank());
        never.setEnabled(isUnknown);
    }

    /** For good: asked about once more. */
    private void settleNever() {
        unknown().ifPresent(call -> {
            if (call.key().equals(doubted)) {
                settle(new Verdict.NeverArrived());
            } else {
                doubted = call.key();
                say(T.get("calls.sure"));
            }
        });
    }

    private void say(String words) {
        problem.setText(words.replace("&", "&&"));
        problem.getParent().layout();
    }

    private void settle(Verdict verdict) {
        unknown().ifPresent(call -> {
            say(services.desk().settle(call.key(), verdict).orElse(""));
            number.setText("");
        });
        refresh();
    }

    /** Where the order stands that came of it; where the broker lists none, what it answered. */
    private String outcome(DeskCall call) {
        return order(call).map(o -> OrderNames.status(o.order().status())).orElseGet(() -> answer(call));
    }

    private Optional<DeskOrder> order(DeskCall call) {
        return call.order().flatMap(services.desk()::order);
    }

    private String message(DeskCall call) {
        return order(call).map(DeskOrder::order).map(o -> o.filledQuantity().signum() == 0 ? T.get("calls.listed")
                : T.format("calls.filled", OrderTexts.number(o.filledQuantity()), OrderTexts.number(o.quantity())))
                .orElseGet(() -> reason(call));
    }

    /** A reason may begin with what was called, which stands beside it. */
    private static String reason(DeskCall call) {
        String title = call.call().title() + ": ";
        return call.reason().startsWith(title) ? call.reason().substring(title.length()) : call.reason();
    }

    private static String answer(DeskCall call) {
        return call.outcome().map(o -> switch (o) {
            case OrderOutcome.Accepted a -> T.get("calls.accepted");
            case OrderOutcome.Rejected r -> T.get("calls.rejected");
            case OrderOutcome.NotSent n -> T.get("calls.notSent");
            case OrderOutcome.Unknown u -> T.get("calls.isUnknown");
        }).orElseGet(() -> T.get("calls.sent"));
    }

    private Color color(DeskCall call) {
        Palette palette = Palette.of(table.control());
        Optional<DeskOrder> order = order(call);
        if (order.isPresent()) {
            return OrderTexts.color(order.get().order().status(), palette);
        }
        return call.outcome().map(o -> switch (o) {
            case OrderOutcome.Accepted a -> palette.good();
            case OrderOutcome.Rejected r -> palette.error();
            case OrderOutcome.NotSent n -> palette.muted();
            case OrderOutcome.Unknown u -> palette.error();
        }).orElseGet(palette::warning);
    }
}
