package org.jts.ui.brokers.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.SetupException;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** Adds a broker or changes one. The form is drawn from the metatype of the gateway: this class knows no broker. */
final class BrokerDialog extends Dialog {
    private static final Texts T = BrokersView.T;
    private static final int TEST = IDialogConstants.CLIENT_ID;

    private static final int WIDTH = 660;
    private static final int HEIGHT = 820;
    /** Title and borders of the window. */
    private static final int FRAME = 60;
    /** Room for what was expected, what was found and what to do: four lines. */
    private static final int OUTCOME_HEIGHT = 76;

    private final BrokerSetup setup;
    private final List<BrokerType> types;
    private final List<ConfiguredBroker> configured;
    private final Optional<ConfiguredBroker> existing;
    private final List<Label> captions = new ArrayList<>();
    private Combo type;
    private Label description;
    private Text id;
    private Label idHint;
    private SettingsForm form;
    private Label outcome;
    private Button test;
    private boolean idTyped;
    private Job running;
    private boolean saving;

    private BrokerDialog(Shell parent, BrokerSetup setup, List<BrokerType> types, List<ConfiguredBroker> configured,
            Optional<ConfiguredBroker> existing) {
        super(parent);
        this.setup = setup;
        this.types = types;
        this.configured = configured;
        this.existing = existing;
    }

    /** Opens the dialog for a new broker, once what is set up already has been read. */
    static void add(Shell parent, BrokerSetup setup) {
        open(parent, setup, Optional.empty());
    }

    /** Opens the dialog for a broker that is set up. */
    static void edit(Shell parent, BrokerSetup setup, BrokerId id) {
        open(parent, setup, Optional.of(id));
    }

    private static void open(Shell parent, BrokerSetup setup, Optional<BrokerId> id) {
        List<BrokerType> types = setup.types(Locale.getDefault());
        Background.run(parent, T.get("dialog.reading"), setup::configured, configured -> {
            Optional<ConfiguredBroker> existing = configured.stream()
                    .filter(broker -> id.equals(Optional.of(broker.id()))).findFirst();
            boolean typeMissing = existing.isPresent()
                    && types.stream().noneMatch(it -> it.pid().equals(existing.get().pid()));
            if (id.isPresent() && existing.isEmpty()) {
                MessageDialog.openError(parent, T.get("dialog.edit"), T.format("dialog.notConfigured", id.get()));
            } else if (types.isEmpty() || typeMissing) {
                MessageDialog.openError(parent, T.get("dialog.add"), T.get("dialog.noTypes"));
            } else {
                new BrokerDialog(parent, setup, types, configured, existing).open();
            }
        }, e -> MessageDialog.openError(parent, T.get("dialog.add"), T.format("dialog.unread", e.getMessage())));
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(existing.isPresent() ? T.get("dialog.edit") : T.get("dialog.add"));
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Point getInitialSize() {
        int room = getShell().getMonitor().getClientArea().height - FRAME;
        return new Point(WIDTH, Math.min(HEIGHT, room));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayout layout = (GridLayout) area.getLayout();
        layout.numColumns = 2;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 4;
        caption(area, T.get("field.type"));
        type = new Combo(area, SWT.READ_ONLY);
        type.setItems(types.stream().map(BrokerType::name).toArray(String[]::new));
        type.setData(DataTable.WIDGET_KEY, "broker.type");
        type.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        type.addListener(SWT.Selection, e -> typeChosen());
        description = hint(area);
        caption(area, T.get("field.id") + " *");
        id = new Text(area, SWT.BORDER);
        id.setData(DataTable.WIDGET_KEY, "broker.id");
        id.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        idHint = hint(area);
        idHint.setData(DataTable.WIDGET_KEY, "broker.id.hint");
        separator(area);
        form = new SettingsForm(area, this::validate);
        form.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        separator(area);
        outcome = new Label(area, SWT.WRAP);
        outcome.setData(DataTable.WIDGET_KEY, "broker.outcome");
        GridData outcomeData = new GridData(SWT.FILL, SWT.BOTTOM, true, false, 2, 1);
        outcomeData.widthHint = 400;
        outcomeData.minimumHeight = OUTCOME_HEIGHT;
        outcomeData.heightHint = OUTCOME_HEIGHT;
        outcome.setLayoutData(outcomeData);
        return area;
    }

    /** What scrolls begins and ends at a line. */
    private static void separator(Composite area) {
        new Label(area, SWT.SEPARATOR | SWT.HORIZONTAL).setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false,
                2, 1));
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        test = createButton(parent, TEST, T.get("test"), false);
        test.setData(DataTable.WIDGET_KEY, "broker.test");
        createButton(parent, IDialogConstants.OK_ID, existing.isPresent() ? T.get("save") : T.get("add.ok"), true)
                .setData(DataTable.WIDGET_KEY, "broker.ok");
        createButton(parent, IDialogConstants.CANCEL_ID, T.get("cancel"), false).setData(DataTable.WIDGET_KEY,
                "broker.cancel");
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        type.select(existing.map(broker -> indexOf(broker.pid())).orElse(0));
        type.setEnabled(existing.isEmpty() && types.size() > 1);
        existing.ifPresent(broker -> {
            id.setText(broker.id().value());
            id.setEnabled(false);
        });
        typeChosen();
        id.addListener(SWT.Modify, e -> {
            idTyped = true;
            validate();
        });
        form.setFocus();
        return contents;
    }

    @Override
    protected void buttonPressed(int button) {
        if (button == TEST) {
            if (running == null) {
                startTest();
            } else {
                running.cancel();
            }
        } else {
            super.buttonPressed(button);
        }
    }

    @Override
    protected void okPressed() {
        Map<String, String> settings = form.values();
        BrokerId broker = new BrokerId(id.getText().strip());
        String pid = chosen().pid();
        saving = true;
        say(T.get("saving"), Palette.of(outcome).muted());
        validate();
        Background.run(getShell(), T.format("save.job", broker), monitor -> {
            if (existing.isPresent()) {
                setup.update(broker, settings);
            } else {
                setup.add(pid, broker, settings);
            }
            return broker;
        }, saved -> super.okPressed(), e -> {
            saving = false;
            failed(e);
        });
    }

    @Override
    public boolean close() {
        if (running != null) {
            running.cancel();
        }
        return super.close();
    }

    private void startTest() {
        Map<String, String> settings = form.values();
        String pid = chosen().pid();
        say(T.get("testing"), Palette.of(outcome).muted());
        running = Background.run(getShell(), T.get("test.job"), () -> setup.test(pid, settings), found -> {
            running = null;
            validate();
            say("✓ " + found, Palette.of(outcome).good());
        }, e -> {
            running = null;
            failed(e);
        });
        validate();
    }

    private void failed(Exception e) {
        switch (e) {
            case InterruptedException cancelled -> say(T.get("test.cancelled"), Palette.of(outcome).muted());
            case SetupException refused -> {
                form.refuse(refused.problems());
                say("✗ " + refused.getMessage(), Palette.of(outcome).error());
            }
            default -> {
                ILog.of(BrokerDialog.class).error("The broker could not be set up: " + e, e);
                say("✗ " + T.format("failed", e), Palette.of(outcome).error());
            }
        }
        validate();
    }

    private void typeChosen() {
        BrokerType chosen = chosen();
        setHint(description, chosen.description(), Palette.of(description).muted());
        if (existing.isEmpty() && !idTyped) {
            id.setText(freeId(chosen));
            idTyped = false;
        }
        int own = captions.stream().mapToInt(it -> it.computeSize(SWT.DEFAULT, SWT.DEFAULT).x).max().orElse(0);
        int width = form.show(chosen, existing.map(ConfiguredBroker::settings).orElse(Map.of()), own);
        captions.forEach(caption -> ((GridData) caption.getLayoutData()).widthHint = width);
        type.getParent().layout(true, true);
        say("", Palette.of(outcome).muted());
        validate();
    }

    private void validate() {
        Optional<String> idProblem = existing.isPresent() ? Optional.empty()
                : SettingCheck.idProblem(id.getText().strip(), taken());
        Palette palette = Palette.of(id);
        setHint(idHint, idProblem.orElseGet(() -> existing.isPresent() ? "" : T.get("field.id.help")),
                idProblem.isPresent() ? palette.error() : palette.muted());
        boolean valid = idProblem.isEmpty() && form.isValid();
        boolean idle = running == null && !saving;
        test.setText(running == null ? T.get("test") : T.get("test.cancel"));
        test.setEnabled(!saving && (running != null || form.isValid()));
        getButton(IDialogConstants.OK_ID).setEnabled(valid && idle);
        form.setEnabled(idle);
        type.setEnabled(idle && existing.isEmpty() && types.size() > 1);
        id.setEnabled(idle && existing.isEmpty());
    }

    private List<String> taken() {
        return configured.stream().map(broker -> broker.id().value()).toList();
    }

    /** A name that is not in use, made of the last part of the kind's PID: {@code mock}, {@code mock-2} … */
    private String freeId(BrokerType kind) {
        String base = kind.pid().substring(kind.pid().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "");
        String candidate = base.isEmpty() ? "broker" : base;
        for (int i = 2; taken().contains(candidate); i++) {
            candidate = base + "-" + i;
        }
        return candidate;
    }

    private BrokerType chosen() {
        return types.get(Math.max(0, type.getSelectionIndex()));
    }

    private int indexOf(String pid) {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).pid().equals(pid)) {
                return i;
            }
        }
        return 0;
    }

    private void say(String text, Color color) {
        Updates.foreground(outcome, color);
        BrokerCard.set(outcome, text);
        outcome.setToolTipText(text.isEmpty() ? null : text);
    }

    private static void setHint(Label label, String text, Color color) {
        Updates.foreground(label, color);
        if (BrokerCard.set(label, text)) {
            label.getParent().layout(true, true);
        }
    }

    private void caption(Composite area, String text) {
        Label caption = new Label(area, SWT.NONE);
        caption.setText(text);
        caption.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
        captions.add(caption);
    }

    /** A line below an input; in the left column stands nothing. */
    private static Label hint(Composite area) {
        GridData gap = new GridData();
        gap.heightHint = 0;
        new Label(area, SWT.NONE).setLayoutData(gap);
        Label hint = new Label(area, SWT.WRAP);
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
        data.widthHint = 330;
        hint.setLayoutData(data);
        return hint;
    }
}
