package org.jts.ui.limits.internal;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.LimitThresholds;
import org.jts.ui.kit.Texts;

/** From which share on the use of a limit is shown as Caution and as Limited, everywhere in the workstation. */
final class ThresholdsDialog extends Dialog {
    private static final Texts T = LimitsView.T;
    private static final int PERCENT = 100;
    private static final int USUAL_ID = IDialogConstants.CLIENT_ID + 1;

    private Spinner caution;
    private Spinner limited;

    private ThresholdsDialog(Shell parent) {
        super(parent);
    }

    static void open(Shell parent) {
        new ThresholdsDialog(parent).open();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("thresholds.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Composite form = new Composite(area, SWT.NONE);
        form.setLayout(new GridLayout(3, false));
        Label help = new Label(form, SWT.WRAP);
        help.setText(T.get("thresholds.help"));
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1);
        data.widthHint = 320;
        help.setLayoutData(data);
        caution = spinner(form, T.get("thresholds.caution"), "limits.thresholds.caution");
        limited = spinner(form, T.get("thresholds.limited"), "limits.thresholds.limited");
        fill(LimitThresholds.current());
        // Each bounds the other, so that there is no pair to refuse.
        caution.addListener(SWT.Selection, e -> bound());
        limited.addListener(SWT.Selection, e -> bound());
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button usual = createButton(parent, USUAL_ID, T.get("thresholds.usual"), false);
        usual.setData(DataTable.WIDGET_KEY, "limits.thresholds.usual");
        createButton(parent, IDialogConstants.OK_ID, T.get("thresholds.ok"), true).setData(DataTable.WIDGET_KEY,
                "limits.thresholds.ok");
        createButton(parent, IDialogConstants.CANCEL_ID, T.get("thresholds.cancel"), false);
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == USUAL_ID) {
            fill(LimitThresholds.USUAL);
        } else {
            super.buttonPressed(id);
        }
    }

    @Override
    protected void okPressed() {
        LimitThresholds.use(new LimitThresholds(caution.getSelection(), limited.getSelection()));
        super.okPressed();
    }

    private void fill(LimitThresholds thresholds) {
        caution.setValues(thresholds.caution(), 1, PERCENT - 1, 0, 1, 10);
        limited.setValues(thresholds.limited(), 2, PERCENT, 0, 1, 10);
        bound();
    }

    private void bound() {
        caution.setMaximum(limited.getSelection() - 1);
        limited.setMinimum(caution.getSelection() + 1);
    }

    private static Spinner spinner(Composite form, String text, String id) {
        new Label(form, SWT.NONE).setText(text);
        Spinner spinner = new Spinner(form, SWT.BORDER);
        spinner.setData(DataTable.WIDGET_KEY, id);
        new Label(form, SWT.NONE).setText("%");
        return spinner;
    }
}
