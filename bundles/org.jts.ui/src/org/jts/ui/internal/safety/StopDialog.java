package org.jts.ui.internal.safety;

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
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** Asks before all trading stops. Enter stops, and so do the keys that opened it, pressed once more. */
final class StopDialog extends Dialog {
    private static final Texts T = UiTexts.TEXTS;
    private static final int WIDTH = 400;
    private static final int LONGEST = 150;

    private final int open;
    private Text reason;
    private String why = "";

    StopDialog(Shell parent, int open) {
        super(parent);
        this.open = open;
    }

    /** Who stopped it, and why. */
    String why() {
        return why;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("stop.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Composite form = new Composite(area, SWT.NONE);
        form.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout();
        layout.verticalSpacing = 8;
        form.setLayout(layout);
        Label headline = wide(form, T.get("stop.question"));
        headline.setFont(JFaceResources.getHeaderFont());
        Updates.foreground(headline, Palette.of(area).error());
        wide(form, T.format("stop.what", open));
        reason = new Text(form, SWT.BORDER);
        reason.setData(DataTable.WIDGET_KEY, "stop.reason");
        reason.setTextLimit(LONGEST);
        reason.setMessage(T.get("stop.reason"));
        reason.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        return area;
    }

    private static Label wide(Composite form, String text) {
        Label label = new Label(form, SWT.WRAP);
        label.setText(text);
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.widthHint = WIDTH;
        label.setLayoutData(place);
        return label;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button ok = createButton(parent, IDialogConstants.OK_ID, T.get("stop.ok"), true);
        ok.setData(DataTable.WIDGET_KEY, "stop.ok");
        createButton(parent, IDialogConstants.CANCEL_ID, T.get("cancel"), false).setData(DataTable.WIDGET_KEY,
                "stop.cancel");
        ok.setFocus();
        Listener again = e -> {
            if (e.keyCode == 'k' && (e.stateMask & SWT.MOD1) != 0 && (e.stateMask & SWT.MOD2) != 0
                    && e.widget instanceof Control control && control.getShell() == getShell()) {
                e.doit = false;
                okPressed();
            }
        };
        parent.getDisplay().addFilter(SWT.KeyDown, again);
        parent.addDisposeListener(e -> parent.getDisplay().removeFilter(SWT.KeyDown, again));
    }

    @Override
    protected void okPressed() {
        String typed = reason.getText().strip();
        why = typed.isEmpty() ? T.format("stop.by", System.getProperty("user.name", "?"))
                : T.format("stop.by.why", System.getProperty("user.name", "?"), typed);
        super.okPressed();
    }
}
