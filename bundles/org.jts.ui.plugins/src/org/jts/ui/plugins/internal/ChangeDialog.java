package org.jts.ui.plugins.internal;

import static org.jts.ui.plugins.internal.PluginsView.T;

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
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.PluginChange;
import org.jts.api.install.Preflight;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Updates;

/** What a change would do, what stands in its way, and the two things that only a person can say. */
final class ChangeDialog extends Dialog {

    private static final int WIDTH = 520;

    private final String name;
    private final Preflight preflight;
    private Button trust;
    private Button cancelWorking;
    private Consent consent;

    private ChangeDialog(Shell parent, String name, Preflight preflight) {
        super(parent);
        this.name = name;
        this.preflight = preflight;
    }

    /** @return what was said; empty when the change was given up, or cannot be made */
    static Optional<Consent> ask(Shell parent, String name, Preflight preflight) {
        ChangeDialog dialog = new ChangeDialog(parent, name, preflight);
        return dialog.open() == OK ? Optional.of(dialog.consent) : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(T.get("change.title"));
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).verticalSpacing = 10;
        Label head = text(area, head());
        head.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        head.setData(DataTable.WIDGET_KEY, "plugins.change.head");
        if (!preflight.isPossible()) {
            Label problems = text(area, T.get("change.impossible") + "\n\n" + String.join("\n\n",
                    preflight.problems()));
            Updates.foreground(problems, Palette.of(area).error());
            problems.setData(DataTable.WIDGET_KEY, "plugins.change.problems");
            return area;
        }
        text(area, PluginWords.describe(preflight)).setData(DataTable.WIDGET_KEY, "plugins.change.what");
        working(area);
        preflight.signer().ifPresent(signer -> {
            Label who = text(area, PluginWords.trust(signer));
            who.setData(DataTable.WIDGET_KEY, "plugins.change.signer");
            if (preflight.needsTrust()) {
                who.setForeground(Palette.of(area).warning());
                trust = new Button(area, SWT.CHECK);
                trust.setText(T.get("trust.yes"));
                trust.setData(DataTable.WIDGET_KEY, "plugins.change.trust");
                trust.addListener(SWT.Selection, e -> getButton(OK).setEnabled(trust.getSelection()));
            }
        });
        return area;
    }

    private void working(Composite area) {
        if (preflight.working().isEmpty()) {
            return;
        }
        text(area, T.format("working.head", preflight.working().size()) + "\n"
                + PluginWords.working(preflight.working()));
        Button leave = new Button(area, SWT.RADIO);
        leave.setText(T.get("working.leave"));
        leave.setSelection(true);
        leave.setData(DataTable.WIDGET_KEY, "plugins.change.leave");
        cancelWorking = new Button(area, SWT.RADIO);
        cancelWorking.setText(T.get("working.cancel"));
        cancelWorking.setData(DataTable.WIDGET_KEY, "plugins.change.cancelWorking");
    }

    private String head() {
        String from = PluginWords.brief(preflight.from().orElse(""), preflight.to().orElse(""));
        String to = PluginWords.brief(preflight.to().orElse(""), preflight.from().orElse(""));
        return switch (preflight.change()) {
            case PluginChange.Install install -> preflight.from().isEmpty() ? T.format("change.install", name, to)
                    : T.format("change.update", name, from, to);
            case PluginChange.RollBack back -> T.format("change.rollBack", name, from, to);
            case PluginChange.Remove remove -> T.format("change.remove", name, from);
        };
    }

    private static Label text(Composite area, String text) {
        Label label = new Label(area, SWT.WRAP);
        label.setText(text.replace("&", "&&"));
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = WIDTH;
        label.setLayoutData(data);
        return label;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        if (preflight.isPossible()) {
            String action = action().replace("…", "");
            Button ok = createButton(parent, IDialogConstants.OK_ID, action, !preflight.needsTrust());
            ok.setData(DataTable.WIDGET_KEY, "plugins.change.ok");
            ok.setEnabled(!preflight.needsTrust());
        }
        createButton(parent, IDialogConstants.CANCEL_ID, preflight.isPossible() ? T.get("cancel") : T.get("close"),
                preflight.needsTrust()).setData(DataTable.WIDGET_KEY, "plugins.change.cancel");
    }

    private String action() {
        return switch (preflight.change()) {
            case PluginChange.Install install -> preflight.from().isEmpty() ? T.get("install") : T.get("update");
            case PluginChange.RollBack back -> T.get("rollBack");
            case PluginChange.Remove remove -> T.get("remove");
        };
    }

    @Override
    protected void okPressed() {
        consent = new Consent(trust != null && trust.getSelection() ? preflight.signer() : Optional.empty(),
                cancelWorking != null && cancelWorking.getSelection() ? Working.CANCEL : Working.LEAVE);
        super.okPressed();
    }
}
