package org.jts.ui.kit;

import java.util.Optional;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.audit.Correlation;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.internal.UiTexts;

/**
 * Unlocks an account of real money, for as long as the program runs: its number has to be typed, not pasted, so that
 * nobody does it without noticing. UI thread only.
 *
 * @since 1.1
 */
public final class UnlockDialog extends Dialog {
    private static final Texts T = UiTexts.TEXTS;
    private static final int WIDTH = 380;

    private final OrderDesk desk;
    private final AccountSnapshot account;
    private Text number;
    private Label problem;

    private UnlockDialog(Shell parent, OrderDesk desk, AccountSnapshot account) {
        super(parent);
        this.desk = desk;
        this.account = account;
    }

    /** @return whether the account is unlocked now */
    public static boolean open(Shell parent, OrderDesk desk, AccountSnapshot account) {
        return desk.isUnlocked(account.key()) || new UnlockDialog(parent, desk, account).open() == OK;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("unlock.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Palette palette = Palette.of(area);
        Composite form = new Composite(area, SWT.NONE);
        form.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout();
        layout.verticalSpacing = 8;
        form.setLayout(layout);
        LiveMark band = new LiveMark(form, "unlock.band");
        band.showLive(T.get("unlock.band"));
        band.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        Label which = wide(form, account.key().account() + Formats.ownName(account.account())
                .map(name -> "   " + name).orElse(""));
        which.setFont(JFaceResources.getHeaderFont());
        wide(form, T.get("unlock.text"));
        number = new Text(form, SWT.BORDER);
        number.setData(DataTable.WIDGET_KEY, "unlock.number");
        number.setMessage(T.get("unlock.hint"));
        number.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        number.addListener(SWT.Modify, e -> changed());
        problem = wide(form, "");
        problem.setData(DataTable.WIDGET_KEY, "unlock.problem");
        Updates.foreground(problem, palette.error());
        ((GridData) problem.getLayoutData()).heightHint = 3 * problem.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
        refusePasting();
        return area;
    }

    /** Text that comes at once was not typed. */
    private void refusePasting() {
        number.addListener(SWT.Verify, e -> {
            if (e.text.length() > 1 && number.isFocusControl()) {
                e.doit = false;
                problem.setText(T.get("unlock.typed"));
            }
        });
    }

    private static Label wide(Composite form, String text) {
        Label label = new Label(form, SWT.WRAP);
        label.setText(text);
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.widthHint = WIDTH;
        label.setLayoutData(place);
        return label;
    }

    private void changed() {
        problem.setText("");
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(!number.getText().isBlank());
        }
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button ok = createButton(parent, IDialogConstants.OK_ID, T.get("unlock.ok"), true);
        ok.setData(DataTable.WIDGET_KEY, "unlock.ok");
        ok.setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, T.get("cancel"), false).setData(DataTable.WIDGET_KEY,
                "unlock.cancel");
    }

    @Override
    protected void okPressed() {
        Optional<String> refusal;
        try (Correlation.Scope scope = Correlation.open("window")) {
            refusal = desk.unlock(account.key(), number.getText());
        }
        if (refusal.isEmpty()) {
            super.okPressed();
            return;
        }
        problem.setText(refusal.get());
        number.selectAll();
        number.setFocus();
    }
}
