package org.jts.ui.brokers.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.SetupException;
import org.jts.api.trading.OrderLimits;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** What orders in an account keep to: what holds now in each field, drawn from the limits' metatype. */
final class OrderLimitsDialog extends Dialog {
    private static final Texts T = BrokersView.T;
    private static final int WIDTH = 620;
    private static final int HEIGHT = 560;
    private static final int TEXT_WIDTH = 560;

    private final OrderLimits limits;
    private final Optional<AccountKey> account;
    private SettingsForm form;
    private Label problem;
    private Map<String, String> before = Map.of();

    private OrderLimitsDialog(Shell parent, OrderLimits limits, Optional<AccountKey> account) {
        super(parent);
        this.limits = limits;
        this.account = account;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    static void open(Shell parent, OrderLimits limits, AccountKey account) {
        new OrderLimitsDialog(parent, limits, Optional.of(account)).open();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.format("limits.title", account.map(AccountKey::toString).orElse("")));
    }

    @Override
    protected Point getInitialSize() {
        return new Point(WIDTH, HEIGHT);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Label text = wide(area);
        text.setText(T.get("limits.text"));
        form = new SettingsForm(area, () -> problem.setText(""));
        form.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        problem = wide(area);
        problem.setData(DataTable.WIDGET_KEY, "limits.problem");
        Updates.foreground(problem, Palette.of(area).error());
        fill();
        return area;
    }

    private static Label wide(Composite area) {
        Label label = new Label(area, SWT.WRAP);
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.widthHint = TEXT_WIDTH;
        label.setLayoutData(place);
        return label;
    }

    private void fill() {
        before = limits.inForce(account.orElseThrow());
        form.show(limits.settings(), before, 0);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button back = createButton(parent, IDialogConstants.DETAILS_ID, T.get("limits.reset"), false);
        back.setData(DataTable.WIDGET_KEY, "limits.reset");
        createButton(parent, IDialogConstants.OK_ID, T.get("save"), true).setData(DataTable.WIDGET_KEY, "limits.ok");
        createButton(parent, IDialogConstants.CANCEL_ID, T.get("cancel"), false).setData(DataTable.WIDGET_KEY,
                "limits.cancel");
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.DETAILS_ID) {
            write(() -> limits.reset(account), this::fill);
        } else {
            super.buttonPressed(id);
        }
    }

    @Override
    protected void okPressed() {
        Map<String, String> changed = new LinkedHashMap<>();
        form.texts().forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                changed.put(key, value);
            }
        });
        write(() -> {
            limits.change(account, changed);
            return true;
        }, super::okPressed);
    }

    private void write(Callable<Boolean> change, Runnable done) {
        problem.setText("");
        Background.run(getShell(), T.get("limits.job"), change, written -> done.run(), this::refused);
    }

    private void refused(Exception e) {
        problem.setText(String.valueOf(e.getMessage()));
        if (e instanceof SetupException setup) {
            form.refuse(setup.problems());
        }
        problem.getParent().layout(true, true);
    }
}
