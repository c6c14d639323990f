package org.jts.ui.brokers.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.SetupException;
import org.jts.ui.brokers.internal.BrokersView.Desk;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Icons;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.RateLimitIndicator;
import org.jts.ui.kit.Texts;

/** One broker: its name, what its connection does and why, its accounts, and what can be done with it. */
final class BrokerCard {
    private static final Texts T = BrokersView.T;
    private static final String CSS_DISABLED = "org.eclipse.e4.ui.css.disabled";

    private final BrokerId id;
    private final Desk desk;
    private final Composite root;
    private final Label dot;
    private final Label name;
    private final Label state;
    private final Label since;
    private final Label reason;
    private final Composite accountArea;
    private final Label rate;
    private final List<AccountRow> rows = new ArrayList<>();
    private final ToolBar tools;
    private final ToolItem connect;
    private boolean wanted;

    BrokerCard(Composite parent, BrokerId id, Desk desk) {
        this.id = id;
        this.desk = desk;
        root = new Composite(parent, SWT.NONE);
        root.setData(DataTable.WIDGET_KEY, key(""));
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 10;
        layout.marginHeight = 8;
        layout.verticalSpacing = 2;
        layout.horizontalSpacing = 6;
        root.setLayout(layout);
        root.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        root.addListener(SWT.Paint, this::paintBorder);
        dot = label(SWT.NONE, "");
        dot.setText("●");
        name = label(SWT.NONE, ".name");
        name.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        name.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        tools = new ToolBar(root, SWT.FLAT);
        tools.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        tool("refresh", T.get("tool.refresh"), () -> desk.accounts().refresh(id));
        connect = tool("connect", T.get("tool.connect"), this::toggleConnection);
        tool("edit", T.get("tool.edit"), () -> BrokerDialog.edit(root.getShell(), desk.setup(), id));
        tool("remove", T.get("tool.remove"), this::remove);
        Composite line = new Composite(root, SWT.NONE);
        GridLayout lineLayout = new GridLayout(2, false);
        lineLayout.marginWidth = 0;
        lineLayout.marginHeight = 0;
        line.setLayout(lineLayout);
        line.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1));
        state = new Label(line, SWT.NONE);
        state.setData(DataTable.WIDGET_KEY, key(".state"));
        since = new Label(line, SWT.NONE);
        since.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        reason = label(SWT.WRAP, ".reason");
        reason.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1));
        // Above the accounts: it is looked at more often than they change, and a low view cuts off what is below.
        rate = rateRow();
        accountArea = new Composite(root, SWT.NONE);
        GridLayout accountLayout = new GridLayout();
        accountLayout.marginWidth = 0;
        accountLayout.marginHeight = 0;
        accountLayout.verticalSpacing = 4;
        accountLayout.marginTop = 4;
        accountArea.setLayout(accountLayout);
        accountArea.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1));
        recolor();
    }

    private Label rateRow() {
        Composite row = new Composite(root, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.marginTop = 2;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false, 3, 1));
        Label caption = new Label(row, SWT.NONE);
        caption.setText(T.get("rate"));
        RateLimitIndicator indicator = new RateLimitIndicator(row, key(".limit"), () -> desk.limits().apply(id),
                () -> desk.unknownLimits().apply(id));
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        // Takes what there is: the accounts above decide how wide a card is.
        data.widthHint = 60;
        indicator.setLayoutData(data);
        return caption;
    }

    void dispose() {
        root.dispose();
    }

    void setFocus() {
        tools.setFocus();
    }

    /** Puts the card last: called for each card in turn, it orders them. */
    void moveBelow() {
        root.moveBelow(null);
    }

    /**
     * Shows the newest picture, touching only what differs.
     *
     * @return whether the card needs another size
     */
    boolean show(BrokerConnection broker, List<AccountSnapshot> accounts, Instant now) {
        Palette palette = Palette.of(root);
        ConnectionState link = broker.state();
        // First: new rows are painted in plain colours, and all the rest with them.
        boolean changed = showAccounts(accounts, link.isConnected(), now);
        set(name, broker.name().equals(id.value()) ? id.value() : broker.name() + "  (" + id + ")");
        dot.setForeground(StateText.color(link, palette));
        changed |= set(state, StateText.word(link, now));
        state.setForeground(StateText.color(link, palette));
        changed |= set(since, StateText.since(link, now));
        changed |= showReason(StateText.reason(link));
        reason.setForeground(link.phase() == ConnectionPhase.FAILED ? palette.error() : palette.muted());
        showConnectTool(link);
        return changed;
    }

    /** Takes on the colours of the present theme. */
    void recolor() {
        Palette palette = Palette.of(root);
        color(root, palette);
        since.setForeground(palette.muted());
        rate.setForeground(palette.muted());
        rows.forEach(AccountRow::recolor);
        root.redraw();
    }

    private static void color(Control control, Palette palette) {
        // The theme's style sheets would paint over the colours of a card.
        control.setData(CSS_DISABLED, Boolean.TRUE);
        control.setBackground(palette.card());
        control.setForeground(palette.text());
        if (control instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                color(child, palette);
            }
        }
    }

    private boolean showReason(String text) {
        boolean visible = !text.isEmpty();
        GridData data = (GridData) reason.getLayoutData();
        boolean changed = set(reason, text) || data.exclude == visible;
        data.exclude = !visible;
        reason.setVisible(visible);
        return changed;
    }

    private void showConnectTool(ConnectionState now) {
        boolean on = now.phase() != ConnectionPhase.DISCONNECTED && now.phase() != ConnectionPhase.FAILED;
        if (connect.getData("on") == null || wanted != on) {
            wanted = on;
            connect.setData("on", on);
            connect.setImage(Icons.get(root, BrokersView.class, on ? "icons/disconnect.png" : "icons/connect.png"));
            connect.setToolTipText(on ? T.get("tool.disconnect") : T.get("tool.connect"));
        }
    }

    private boolean showAccounts(List<AccountSnapshot> accounts, boolean connected, Instant now) {
        boolean changed = rows.size() != accounts.size();
        if (changed) {
            rows.forEach(AccountRow::dispose);
            rows.clear();
            accounts.forEach(account -> rows.add(new AccountRow(accountArea, account.key(), desk)));
            recolor();
        }
        for (int i = 0; i < rows.size(); i++) {
            changed |= rows.get(i).show(accounts.get(i), connected, now);
        }
        return changed;
    }

    private void toggleConnection() {
        desk.registry().broker(id).ifPresent(broker -> {
            if (wanted) {
                broker.disconnect();
            } else {
                broker.connect();
            }
        });
    }

    private void remove() {
        boolean sure = MessageDialog.open(MessageDialog.QUESTION, root.getShell(), T.get("remove.title"),
                T.format("remove.question", id), SWT.NONE, T.get("remove.yes"), T.get("cancel")) == 0;
        if (sure) {
            Background.run(root, T.format("remove.job", id), () -> {
                desk.setup().remove(id);
                return id;
            }, removed -> { }, this::removeFailed);
        }
    }

    private void removeFailed(Exception e) {
        String text = e instanceof SetupException ? e.getMessage() : e.toString();
        MessageDialog.openError(root.getShell(), T.get("remove.title"), T.format("remove.failed", id, text));
    }

    private Label label(int style, String key) {
        Label label = new Label(root, style);
        if (!key.isEmpty()) {
            label.setData(DataTable.WIDGET_KEY, key(key));
        }
        return label;
    }

    private ToolItem tool(String what, String tooltip, Runnable action) {
        ToolItem item = new ToolItem(tools, SWT.PUSH);
        item.setImage(Icons.get(root, BrokersView.class, "icons/" + what + ".png"));
        item.setToolTipText(tooltip);
        item.setData(DataTable.WIDGET_KEY, key("." + what));
        item.addListener(SWT.Selection, e -> action.run());
        return item;
    }

    private String key(String part) {
        return "brokers.card." + id + part;
    }

    private void paintBorder(Event event) {
        Rectangle area = root.getClientArea();
        event.gc.setForeground(Palette.of(root).grid());
        event.gc.drawRectangle(0, 0, area.width - 1, area.height - 1);
    }

    static boolean set(Label label, String text) {
        // A label takes an ampersand for a mnemonic.
        String shown = text.replace("&", "&&");
        if (shown.equals(label.getText())) {
            return false;
        }
        label.setText(shown);
        return true;
    }
}
