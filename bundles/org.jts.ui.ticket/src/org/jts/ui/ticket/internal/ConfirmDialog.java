package org.jts.ui.ticket.internal;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.jts.api.order.Side;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.LiveMark;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** Shows an order as it will be sent, and asks. A key that is still held from the ticket does not answer it. */
final class ConfirmDialog extends Dialog {
    private static final Texts T = Texts.of(ConfirmDialog.class);
    private static final int READ_MILLIS = 350;

    private final OrderSummary summary;
    private boolean dontAskAgain;

    ConfirmDialog(Shell parent, OrderSummary summary) {
        super(parent);
        this.summary = summary;
    }

    /** Whether the user wants small paper orders to be sent without asking from now on. */
    boolean dontAskAgain() {
        return dontAskAgain;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("confirm.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Palette palette = Palette.of(area);
        Composite form = new Composite(area, SWT.NONE);
        form.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        GridLayout layout = new GridLayout(2, false);
        layout.horizontalSpacing = 16;
        form.setLayout(layout);
        LiveMark mark = new LiveMark(form, "ticket.confirm.type");
        mark.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        if (summary.live()) {
            mark.showLive(T.get("badge.live"));
        } else {
            mark.showPaper(T.get("badge.paper"));
        }
        Label headline = wide(form, summary.headline(),
                summary.side() == Side.BUY ? palette.up() : palette.down());
        headline.setFont(JFaceResources.getHeaderFont());
        summary.lines().forEach((caption, value) -> {
            new Label(form, SWT.NONE).setText(caption);
            Label right = new Label(form, SWT.RIGHT);
            right.setText(value);
            right.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        });
        summary.warning().ifPresent(text -> {
            Label warning = wide(form, "⚠ " + text, palette.warning());
            warning.setData(DataTable.WIDGET_KEY, "ticket.confirm.warning");
        });
        if (summary.maySkip()) {
            Button skip = new Button(form, SWT.CHECK);
            skip.setText(T.get("confirm.skip"));
            skip.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
            skip.addListener(SWT.Selection, e -> dontAskAgain = skip.getSelection());
        }
        return area;
    }

    private static Label wide(Composite form, String text, Color color) {
        Label label = new Label(form, SWT.WRAP);
        label.setText(text);
        Updates.foreground(label, color);
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        place.widthHint = 340;
        label.setLayoutData(place);
        return label;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button ok = createButton(parent, IDialogConstants.OK_ID, summary.action(), true);
        ok.setData(DataTable.WIDGET_KEY, "ticket.confirm.ok");
        createButton(parent, IDialogConstants.CANCEL_ID, T.get("confirm.cancel"), false)
                .setData(DataTable.WIDGET_KEY, "ticket.confirm.cancel");
        ok.setEnabled(false);
        long[] lastReturn = { System.nanoTime() };
        Listener held = e -> {
            if (e.keyCode == SWT.CR || e.keyCode == SWT.KEYPAD_CR || e.keyCode == ' ') {
                lastReturn[0] = System.nanoTime();
            }
        };
        parent.getDisplay().addFilter(SWT.KeyDown, held);
        parent.addDisposeListener(e -> parent.getDisplay().removeFilter(SWT.KeyDown, held));
        enableLater(ok, lastReturn);
    }

    private void enableLater(Button ok, long[] lastReturn) {
        ok.getDisplay().timerExec(READ_MILLIS, () -> {
            if (ok.isDisposed()) {
                return;
            }
            if (System.nanoTime() - lastReturn[0] >= READ_MILLIS * 1_000_000L) {
                ok.setEnabled(true);
                ok.setFocus();
            } else {
                enableLater(ok, lastReturn);
            }
        });
    }
}
